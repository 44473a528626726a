import { cp, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'astro';
import { rewriteLinks } from './markdown/links.ts';
import { splitTitle } from './markdown/title.ts';
import { docsFolder, readPages, type Page } from './pages.ts';
import { createNavigation } from './site/site-map.ts';
import { createSiteConfig } from './site/site-config.ts';
import { formatLlmsTxt } from './site/llms-txt.ts';

const siteFolder = path.join(docsFolder, 'dist');
/** Each build works in a folder named by its process. */
const workFolder = path.join(docsFolder, '.site');
const ASSETS = ['images', 'figures', 'casts'];

/**
 * Builds the site into `apps/docs/dist`. It is made beside it and moved there as a whole, so that a reader never meets a half.
 * Throws if a page is not fit.
 */
export async function buildSite(): Promise<void> {
  await removeAbandoned();
  const work = path.join(workFolder, String(process.pid));
  try {
    const pages = await readPages();
    await writeSources(work, pages);
    await build(createSiteConfig(work, createNavigation(pages.map(({ slug }) => slug))));
    const old = path.join(work, 'old');
    await rename(siteFolder, old).catch(() => undefined);
    await rename(path.join(work, 'dist'), siteFolder);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Removes what builds that were killed have left. */
async function removeAbandoned(): Promise<void> {
  const names = await readdir(workFolder).catch(() => []);
  const abandoned = names.filter((name) => name === String(process.pid) || !isAlive(Number(name)));
  await Promise.all(abandoned.map((name) => rm(path.join(workFolder, name), { recursive: true, force: true })));
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function writeSources(work: string, pages: readonly Page[]): Promise<void> {
  const slugs = new Set(pages.map(({ slug }) => slug));
  const isPage = (slug: string) => slugs.has(slug);
  const publicFolder = path.join(work, 'public');
  for (const page of pages) {
    const { title, description, body } = splitTitle(page.markdown, page.file);
    const matter = JSON.stringify({ title, description, ...(page.slug === 'index' ? { tableOfContents: false } : {}) });
    // JSON is YAML, and quotes whatever a title may hold.
    const text = `---\n${matter}\n---\n\n${rewriteLinks(body, { file: page.file, isPage, extension: '' })}`;
    await write(path.join(work, 'src/content/docs', page.file), text);
    const twin = rewriteLinks(page.markdown, { file: page.file, isPage, extension: '.md' });
    await write(path.join(publicFolder, `${page.slug}.md`), twin);
  }
  await write(path.join(publicFolder, 'llms.txt'), formatLlmsTxt(pages));
  await cp(path.join(docsFolder, 'src/site/content.config.js'), path.join(work, 'src/content.config.js'));
  await cp(path.join(docsFolder, 'src/site/favicon.svg'), path.join(publicFolder, 'favicon.svg'));
  await cp(path.join(docsFolder, 'src/site/site.css'), path.join(work, 'src/site.css'));
  for (const folder of ASSETS) {
    // A folder may be missing as long as no page names a file of it.
    await cp(path.join(docsFolder, folder), path.join(publicFolder, folder), { recursive: true }).catch(ignoreMissing);
  }
}

async function write(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, text);
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
