import { extractText, getDocumentProxy } from 'unpdf';
import { createRefusal } from '../create-refusal.ts';
import { readDocx, readXlsx } from './office-text.ts';

export type OfficeKind = 'pdf' | 'docx' | 'xlsx';

export interface ReadDocumentInput {
  bytes: Uint8Array<ArrayBuffer>;
  kind: OfficeKind;
}

const MAX_PAGES = 5_000;
const MAX_CHARS = 20_000_000;

/** Returns the text of a document, page by page; of a workbook, sheet by sheet. */
export default async function readDocument({ bytes, kind }: ReadDocumentInput): Promise<string[]> {
  const pages = await readPages(bytes, kind);
  if (pages.length > MAX_PAGES || pages.reduce((sum, page) => sum + page.length, 0) > MAX_CHARS) {
    throw createRefusal('The document has more text than is read. Split it.');
  }
  return pages.map((page) => page.replaceAll('\u0000', '').toWellFormed());
}

async function readPages(bytes: Uint8Array<ArrayBuffer>, kind: OfficeKind): Promise<string[]> {
  switch (kind) {
    case 'docx':
      return readDocx(bytes);
    case 'xlsx':
      return readXlsx(bytes);
    case 'pdf': {
      const document = await getDocumentProxy(bytes, { stopAtErrors: false, verbosity: 0 }).catch(() => {
        throw createRefusal('The PDF cannot be read: it is damaged, incomplete or protected by a password.');
      });
      return (await extractText(document, { mergePages: false })).text;
    }
  }
}
