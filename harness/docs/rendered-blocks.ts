import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { BLOCK_MARKS, type BlockMark } from '@everruns/docs/blocks';

/** A block of code as a reader copies it from the page. */
export interface RenderedBlock {
  language: string;
  mark: BlockMark;
  /** The name of the file that it is, if it is one. */
  title: string | null;
  code: string;
}

export interface RenderedPage {
  /** Its address below `/docs/`. */
  slug: string;
  html: string;
  blocks: RenderedBlock[];
}

const FIGURE = /<figure class="frame[^"]*"[^>]*?>[\s\S]*?<\/figure>/g;
/** What the button that copies a block puts into the clipboard. */
const COPIED = /data-code="([^"]*)"/;
const ENTITIES: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
  '#x27': "'",
  '#x26': '&',
};

/** Reads the pages of a built site. Throws if a block has no mark. */
export async function readRenderedPages(site: string): Promise<RenderedPage[]> {
  const entries = await readdir(site, { recursive: true });
  const files = entries.filter((entry) => path.basename(entry) === 'index.html').toSorted();
  return Promise.all(
    files.map(async (file) => {
      const html = await readFile(path.join(site, file), 'utf8');
      const slug = path.dirname(file).split(path.sep).join('/');
      return { slug: slug === '.' ? 'index' : slug, html, blocks: readBlocks(html, slug) };
    }),
  );
}

function readBlocks(html: string, slug: string): RenderedBlock[] {
  return [...html.matchAll(FIGURE)].map(([figure]) => {
    const word = /data-mark="(\w+)"/.exec(figure)?.[1];
    const mark = BLOCK_MARKS.find((known) => known === word);
    const code = COPIED.exec(figure)?.[1];
    if (mark === undefined || code === undefined)
      throw new Error(`${slug} has a block without a mark or a button: ${figure.slice(0, 300)}`);
    const title = /<span class="title">([^<]+)<\/span>/.exec(figure)?.[1];
    return {
      language: /data-language="([^"]+)"/.exec(figure)?.[1] ?? '',
      mark,
      title: title === undefined ? null : decode(title),
      code: decode(code).replaceAll('\u007f', '\n'),
    };
  });
}

function decode(text: string): string {
  return text.replace(/&(#?\w+);/g, (whole, name: string) => ENTITIES[name] ?? decodeNumber(name) ?? whole);
}

function decodeNumber(name: string): string | null {
  const [, hexadecimal, decimal] = /^#(?:x([0-9a-f]+)|(\d+))$/i.exec(name) ?? [];
  if (hexadecimal !== undefined) return String.fromCodePoint(Number.parseInt(hexadecimal, 16));
  return decimal === undefined ? null : String.fromCodePoint(Number(decimal));
}
