import { htmlToMarkdown } from '@mdream/js';
import { cutWindow } from '../web/cut-window.ts';
import type { PageInput, ReadText } from './page-input.ts';

/** Where an encoding may be declared in a page (WHATWG HTML, 13.2.3.2). */
const DECLARED_WITHIN = 1_024;
const META_CHARSET = /<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w.:-]{1,40})/i;
/** A page with less main content than this share of its text probably has none that is marked as such. */
const LEAST_SHARE = 0.05;
const TITLE = /<title\b[^>]{0,200}>([^<]{1,2000})/i;
const TITLE_WITHIN = 64 * 1_024;
const MAX_TITLE_CHARS = 300;
/** Elements that hold no text for a reader, and those around the main content. */
const NO_TEXT = ['title', 'script', 'style', 'noscript', 'template', 'iframe', 'object', 'embed', 'svg', 'canvas'];
const AROUND = ['nav', 'footer', 'aside', 'form', 'button', 'select', 'dialog'];

/** Decodes a page or a text file, and returns the wanted window of its main content. */
export default function readPage({ bytes, kind, charset, url, format, window }: PageInput): ReadText {
  const source = decode(bytes, charset);
  if (kind === 'text') return toResult(source, null, window);
  const title = findTitle(source);
  const main = convert(source, { url, format, isMainOnly: true });
  const isMissed = main.trim().length < source.length * LEAST_SHARE;
  const whole = isMissed ? convert(source, { url, format, isMainOnly: false }) : main;
  return toResult(whole.trim().length > main.trim().length * 2 ? whole : main, title, window);
}

function toResult(text: string, title: string | null, window: Window): ReadText {
  return { title, text: cutWindow(text, window), totalChars: text.length };
}

type Window = PageInput['window'];

interface Conversion {
  url: string;
  format: PageInput['format'];
  isMainOnly: boolean;
}

function convert(html: string, { url, format, isMainOnly }: Conversion): string {
  const exclude = isMainOnly ? [...NO_TEXT, ...AROUND] : NO_TEXT;
  const plugins = { isolateMain: isMainOnly, filter: { exclude } };
  return htmlToMarkdown(html, { origin: url, format, plugins }).trim();
}

function findTitle(html: string): string | null {
  const [, title = ''] = TITLE.exec(html.slice(0, TITLE_WITHIN)) ?? [];
  // The library decodes the entities.
  const decoded = htmlToMarkdown(`<p>${title}</p>`, { format: 'text' });
  const text = decoded.replaceAll(/\s+/g, ' ').trim().slice(0, MAX_TITLE_CHARS).toWellFormed();
  return text === '' ? null : text;
}

/** A byte order mark wins, then the header, then the page's own declaration; without any it is UTF-8. */
function decode(bytes: Uint8Array, charset: string | null): string {
  const head = Buffer.from(bytes.subarray(0, DECLARED_WITHIN)).toString('latin1');
  // A declaration that can be read is not written in UTF-16, whatever it says (WHATWG HTML, 13.2.3.2).
  const declared = META_CHARSET.exec(head)?.[1]?.replace(/^utf-16.*$/i, 'utf-8');
  const label = findMark(bytes) ?? charset ?? declared ?? 'utf-8';
  return makeDecoder(label).decode(bytes);
}

function findMark([a, b, c]: Uint8Array): string | null {
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  return a === 0xff && b === 0xfe ? 'utf-16le' : null;
}

function makeDecoder(label: string): InstanceType<typeof TextDecoder> {
  try {
    return new TextDecoder(label);
  } catch {
    return new TextDecoder();
  }
}
