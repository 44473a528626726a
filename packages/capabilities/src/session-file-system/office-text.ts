import { SaxesParser } from 'saxes';
import { createRefusal } from '../create-refusal.ts';
import { ZipFile } from './zip.ts';

const MAX_SHEETS = 100;
const MAX_CELLS = 2_000_000;

/** Returns the text of a Word document: a line for each paragraph, and tabs between the cells of a table. */
export function readDocx(bytes: Uint8Array): string[] {
  const xml = new ZipFile(bytes).readText('word/document.xml');
  if (xml === null) throw createRefusal('The file is no Word document.');
  const pages: string[] = [];
  let text = '';
  let isText = false;
  const endPage = (): void => {
    pages.push(text);
    text = '';
  };
  walk(xml, {
    open: (name, attributes) => {
      if (name === 'w:t') isText = true;
      if (name === 'w:tab') text += '\t';
      if (name === 'w:br' && attributes['w:type'] === 'page') endPage();
      else if (name === 'w:br') text += '\n';
      if (name === 'w:lastRenderedPageBreak' && text.trim() !== '') endPage();
    },
    close: (name) => {
      if (name === 'w:t') isText = false;
      if (name === 'w:p') text += '\n';
      if (name === 'w:tc') text = `${text.trimEnd()}\t`;
      if (name === 'w:tr') text = `${text.trimEnd()}\n`;
    },
    text: (piece) => {
      if (isText) text += piece;
    },
  });
  return [...pages, text];
}

/** Returns the sheets of an Excel workbook, each with its name and its rows as tab-separated values. Formulas are their last values. */
export function readXlsx(bytes: Uint8Array): string[] {
  const zip = new ZipFile(bytes);
  const workbook = zip.readText('xl/workbook.xml');
  if (workbook === null) throw createRefusal('The file is no Excel workbook.');
  const shared = readSharedTexts(zip.readText('xl/sharedStrings.xml'));
  const names: string[] = [];
  walk(workbook, { open: (name, attributes) => void (name === 'sheet' && names.push(attributes['name'] ?? '')) });
  const parts = zip.names.filter((name) => /^xl\/worksheets\/sheet\d+\.xml$/.test(name)).toSorted(byNumber);
  const budget = { cells: MAX_CELLS };
  return parts.slice(0, MAX_SHEETS).map((part, index) => {
    const rows = readSheet(zip.readText(part) ?? '', shared, budget);
    return `# ${names[index] ?? part}\n${rows.join('\n')}`;
  });
}

function byNumber(left: string, right: string): number {
  return left.localeCompare(right, 'en', { numeric: true });
}

function readSharedTexts(xml: string | null): string[] {
  const texts: string[] = [];
  let isText = false;
  walk(xml ?? '<sst/>', {
    open: (name) => {
      if (name === 'si') texts.push('');
      isText = name === 't';
    },
    close: () => void (isText = false),
    text: (piece) => {
      if (isText) texts[texts.length - 1] += piece;
    },
  });
  return texts;
}

function readSheet(xml: string, shared: readonly string[], budget: { cells: number }): string[] {
  const rows: string[] = [];
  let row: string[] = [];
  let cell = { column: 0, type: '', value: '' };
  let isValue = false;
  walk(xml, {
    open: (name, attributes) => {
      if (name === 'row') row = [];
      if (name === 'c')
        cell = { column: columnOf(attributes['r'], row.length), type: attributes['t'] ?? '', value: '' };
      isValue = name === 'v' || name === 't';
    },
    close: (name) => {
      isValue = false;
      if (name === 'c') {
        if ((budget.cells -= 1) < 0)
          throw createRefusal(`The workbook has more than ${MAX_CELLS} cells. It is not read.`);
        row[cell.column] = cell.type === 's' ? (shared[Number(cell.value)] ?? '') : cell.value;
      }
      if (name === 'row') rows.push(Array.from(row, (value) => (value ?? '').replaceAll(/[\t\n\r]+/g, ' ')).join('\t'));
    },
    text: (piece) => {
      if (isValue) cell.value += piece;
    },
  });
  return rows;
}

const MAX_COLUMN = 16_383;

/** `B7` is in column 1. A cell without a place follows the one before. */
function columnOf(place: string | undefined, next: number): number {
  const letters = /^[A-Z]{1,3}/.exec(place ?? '')?.[0];
  if (letters === undefined) return Math.min(next, MAX_COLUMN);
  return Math.min(Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1, MAX_COLUMN);
}

interface Walker {
  open?: (name: string, attributes: Record<string, string>) => void;
  close?: (name: string) => void;
  text?: (piece: string) => void;
}

/** Reads XML from beginning to end. A document type, which only bombs and spies bring, is refused. */
function walk(xml: string, { open, close, text }: Walker): void {
  const parser = new SaxesParser();
  parser.on('doctype', () => {
    throw createRefusal('The document declares a document type. It is not read.');
  });
  parser.on('error', () => {
    throw createRefusal('The document is damaged: its XML cannot be read.');
  });
  if (open !== undefined) parser.on('opentag', (tag) => open(tag.name, tag.attributes as Record<string, string>));
  if (close !== undefined) parser.on('closetag', (tag) => close(tag.name));
  if (text !== undefined) parser.on('text', text);
  parser.write(xml).close();
}
