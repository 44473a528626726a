import { splitTitle } from '../markdown/title.ts';
import { toUrl } from '../markdown/links.ts';
import type { Page } from '../pages.ts';
import { createNavigation } from './site-map.ts';

/** The map of the site for language models (llmstxt.org): one line for each page, leading to its Markdown twin. */
export function formatLlmsTxt(pages: readonly Page[]): string {
  const bySlug = new Map(pages.map((page) => [page.slug, splitTitle(page.markdown, page.file)]));
  const sections = createNavigation(pages.map(({ slug }) => slug)).map(({ label, pages: slugs }) => {
    const lines = slugs.map((slug) => {
      const { title = slug, description = '' } = bySlug.get(slug) ?? {};
      return `- [${title}](${toUrl(slug, '.md')})${description === '' ? '' : `: ${description}`}`;
    });
    return `## ${label}\n\n${lines.join('\n')}`;
  });
  const summary = 'A durable execution platform for AI agents. Every page of this documentation is here as Markdown.';
  return `# Everruns\n\n> ${summary}\n\n${sections.join('\n\n')}\n`;
}
