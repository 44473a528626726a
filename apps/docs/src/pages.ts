import { readdir, readFile } from 'node:fs/promises';
import { STATUS_CODES } from 'node:http';
import path from 'node:path';
import { ErrorCode, HTTP_STATUS } from '@everruns/schemas';
import { generatePages } from './generate/generate-pages.ts';
import { slugOf } from './markdown/slug.ts';

/** The folder of the documentation: the Markdown files in it are pages. */
export const docsFolder = path.resolve(import.meta.dirname, '..');
const NO_PAGES = ['README.md'];
const OTHER_FOLDERS = /^(?:src|dist|test|node_modules|\.site)\//;

export interface Page {
  /** Its address below `/docs/`, such as `guides/first-agent`. */
  slug: string;
  /** Its file, relative to the folder of the documentation; for a generated page the file that it would be. */
  file: string;
  markdown: string;
  isGenerated: boolean;
}

/** Reads the pages that people write, and generates the others. */
export async function readPages(): Promise<Page[]> {
  const entries = await readdir(docsFolder, { recursive: true });
  const files = entries
    .map((entry) => entry.split(path.sep).join('/'))
    .filter((file) => file.endsWith('.md') && !NO_PAGES.includes(file) && !OTHER_FOLDERS.test(file))
    .toSorted();
  const written = await Promise.all(
    files.map(async (file) => ({
      slug: slugOf(file),
      file,
      markdown: withStatus(slugOf(file), await readFile(path.join(docsFolder, file), 'utf8')),
      isGenerated: false,
    })),
  );
  const generated = await generatePages(docsFolder, written);
  return [...written, ...generated.map((page) => ({ ...page, slug: slugOf(page.file), isGenerated: true }))];
}

/** The page of an error code says its status, which the code owns. */
function withStatus(slug: string, markdown: string): string {
  const code = ErrorCode.safeParse(slug.replace(/^errors\//, '')).data;
  if (code === undefined) return markdown;
  const status = HTTP_STATUS[code];
  return markdown.replace('\n## Cause\n', `\nStatus: ${status} ${STATUS_CODES[status] ?? ''}\n\n## Cause\n`);
}
