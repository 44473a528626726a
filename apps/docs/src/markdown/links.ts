import path from 'node:path';
import { slugOf } from './slug.ts';

const LINK = /(!?)\[((?:[^\]\\]|\\.|\[[^\]]*\])*)\]\(([^)\s]+)\)/g;
const FENCED = /^(\s*)(`{3,})[^`\n]*\n[\s\S]*?^\1\2`*\s*$/gm;
/** Folders of `apps/docs` whose files are copied beside the pages. */
const ASSET = /^(?:images|figures|casts)\//;

export interface LinkContext {
  /** The file of the page, relative to the folder of the documentation. */
  file: string;
  /** Whether an address below `/docs/` exists as a page. */
  isPage: (slug: string) => boolean;
  /** What is appended to the address of a page: nothing on the site, `.md` in its Markdown twin. */
  extension: '' | '.md';
}

/**
 * Makes the relative links of a page absolute ones below `/docs`. A link to a file of the repository, which the site does not
 * have, becomes its text. Blocks of code stay as they are.
 */
export function rewriteLinks(markdown: string, context: LinkContext): string {
  let rewritten = '';
  let from = 0;
  for (const fenced of markdown.matchAll(FENCED)) {
    rewritten += rewriteProse(markdown.slice(from, fenced.index), context) + fenced[0];
    from = fenced.index + fenced[0].length;
  }
  return rewritten + rewriteProse(markdown.slice(from), context);
}

function rewriteProse(text: string, context: LinkContext): string {
  return text.replace(LINK, (whole, ...groups: string[]) => {
    const [mark = '', label = '', target = ''] = groups;
    const address = toAddress(target, context);
    if (address === null) return label;
    return address === target ? whole : `${mark}[${label}](${address})`;
  });
}

/** Returns null for a file that is not part of the site. */
function toAddress(target: string, { file, isPage, extension }: LinkContext): string | null {
  if (/^(?:[a-z][a-z0-9+.-]*:|#)/i.test(target)) return target;
  const [to = '', anchor] = target.split('#');
  const suffix = anchor === undefined ? '' : `#${anchor}`;
  // Generated pages are named by their addresses, because they are no files.
  if (to.startsWith('/docs/')) return toUrl(to.slice('/docs/'.length), extension) + suffix;
  const resolved = path.posix.normalize(path.posix.join(path.posix.dirname(file), to));
  if (ASSET.test(resolved)) return `/docs/${resolved}`;
  const slug = slugOf(resolved);
  if (!resolved.endsWith('.md') || !isPage(slug)) return null;
  return toUrl(slug, extension) + suffix;
}

/** Returns the address of a page on the server that has the site. */
export function toUrl(slug: string, extension: '' | '.md' = ''): string {
  if (slug === 'index') return extension === '' ? '/docs' : '/docs/index.md';
  return `/docs/${slug}${extension}`;
}
