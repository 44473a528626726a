import { extractText, getDocumentProxy, getMeta } from 'unpdf';
import { createRefusal } from '../create-refusal.ts';
import { cutWindow } from '../web/cut-window.ts';
import type { PdfInput, ReadText } from './page-input.ts';

const MAX_TITLE_CHARS = 300;

/** Returns the wanted window of a PDF's text, with a line before each page. A PDF of pictures has no text. */
export default async function readPdf({ bytes, window }: PdfInput): Promise<ReadText> {
  const document = await open(bytes);
  const { text: pages } = await extractText(document, { mergePages: false });
  const text = pages.map((page, index) => `--- Page ${index + 1} of ${pages.length} ---\n${page}`).join('\n\n');
  return { title: await findTitle(document), text: cutWindow(text, window), totalChars: text.length };
}

type Document = Awaited<ReturnType<typeof getDocumentProxy>>;

async function open(bytes: Uint8Array<ArrayBuffer>): Promise<Document> {
  try {
    return await getDocumentProxy(bytes, { stopAtErrors: false, verbosity: 0 });
  } catch {
    throw createRefusal('The PDF cannot be read: it is damaged, incomplete or protected by a password.');
  }
}

async function findTitle(document: Document): Promise<string | null> {
  const { info } = await getMeta(document).catch(() => ({ info: {} }));
  const title: unknown = 'Title' in info ? info['Title'] : null;
  if (typeof title !== 'string') return null;
  const text = title.replaceAll(/\s+/g, ' ').trim().slice(0, MAX_TITLE_CHARS).toWellFormed();
  return text === '' ? null : text;
}
