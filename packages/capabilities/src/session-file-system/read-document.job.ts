import { extractText, getDocumentProxy } from 'unpdf';
import { createRefusal } from '../create-refusal.ts';
import { readOffice, type OfficeKind } from './office-text.ts';

export interface ReadDocumentInput {
  bytes: Uint8Array<ArrayBuffer>;
  kind: 'pdf' | 'office';
}

export interface DocumentText {
  kind: 'pdf' | OfficeKind;
  pages: string[];
}

const MAX_PAGES = 5_000;
const MAX_CHARS = 20_000_000;

/** Returns the text of a document, page by page; of a workbook sheet by sheet, and of a presentation slide by slide. */
export default async function readDocument({ bytes, kind: given }: ReadDocumentInput): Promise<DocumentText> {
  const { kind, pages } = given === 'pdf' ? await readPdf(bytes) : readOffice(bytes);
  if (pages.length > MAX_PAGES || pages.reduce((sum, page) => sum + page.length, 0) > MAX_CHARS) {
    throw createRefusal('The document has more text than is read. Split it.');
  }
  return { kind, pages: pages.map((page) => page.replaceAll('\u0000', '').toWellFormed()) };
}

async function readPdf(bytes: Uint8Array<ArrayBuffer>): Promise<DocumentText> {
  const document = await getDocumentProxy(bytes, { stopAtErrors: false, verbosity: 0 }).catch(() => {
    throw createRefusal('The PDF cannot be read: it is damaged, incomplete or protected by a password.');
  });
  return { kind: 'pdf', pages: (await extractText(document, { mergePages: false })).text };
}
