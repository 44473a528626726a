import { SaxesParser } from 'saxes';
import { createRefusal } from '../create-refusal.ts';
import { ZipFile } from './zip.ts';

const MAX_SHEETS = 100;
const MAX_CELLS = 2_000_000;

export type OfficeKind = 'docx' | 'xlsx' | 'pptx';

/** Reads a document of an office by what it holds: its name may say anything. */
export function readOffice(bytes: Uint8Array): { kind: OfficeKind; pages: string[] } {
  const zip = new ZipFile(bytes);
  const word = zip.readText('word/document.xml');
  if (word !== null) return { kind: 'docx', pages: readDocx(word) };
  const workbook = zip.readText('xl/workbook.xml');
  if (workbook !== null) return { kind: 'xlsx', pages: readXlsx(zip, workbook) };
  const slides = zip.names.filter((name) => /^ppt\/slides\/slide\d+\.xml$/.test(name)).toSorted(byNumber);
  if (slides.length > 0) return { kind: 'pptx', pages: readPptx(zip, slides) };
  throw createRefusal('The file is no Word document, no Excel workbook and no PowerPoint presentation.');
}

/** Returns the text of a Word document: a line for each paragraph, and tabs between the cells of a table. */
function readDocx(xml: string): string[] {
  const pages: string[] = [];
  let text = '';
  let isText = false;
  const endPage = (): void => {
    pages.push(text);
    text = '';
  };
  walk(xml, {
    open: (name, attributes) => {
      if (name === 't') isText = true;
      if (name === 'tab') text += '\t';
      if (name === 'br' && attributeOf(attributes, 'type') === 'page') endPage();
      else if (name === 'br') text += '\n';
      if (name === 'lastRenderedPageBreak' && text.trim() !== '') endPage();
    },
    close: (name) => {
      if (name === 't') isText = false;
      if (name === 'p') text += '\n';
      if (name === 'tc') text = `${text.trimEnd()}\t`;
      if (name === 'tr') text = `${text.trimEnd()}\n`;
    },
    text: (piece) => {
      if (isText) text += piece;
    },
  });
  return [...pages, text];
}

/** Returns the slides of a presentation, each with a line for each paragraph. */
function readPptx(zip: ZipFile, slides: readonly string[]): string[] {
  return slides.map((slide) => {
    let text = '';
    let isText = false;
    walk(zip.readText(slide) ?? '', {
      open: (name) => {
        if (name === 't') isText = true;
        if (name === 'br') text += '\n';
      },
      close: (name) => {
        if (name === 't') isText = false;
        if (name === 'p') text += '\n';
      },
      text: (piece) => {
        if (isText) text += piece;
      },
    });
    return text;
  });
}

/** Returns the sheets of an Excel workbook, each with its name and its rows as tab-separated values. Formulas are their last values. */
function readXlsx(zip: ZipFile, workbook: string): string[] {
  const shared = readSharedTexts(zip.readText('xl/sharedStrings.xml'));
  const names: string[] = [];
  walk(workbook, {
    open: (name, attributes) => void (name === 'sheet' && names.push(attributeOf(attributes, 'name') ?? '')),
  });
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
        cell = {
          column: columnOf(attributeOf(attributes, 'r'), row.length),
          type: attributeOf(attributes, 't') ?? '',
          value: '',
        };
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

/** As they are written, with their prefixes. */
type Attributes = Readonly<Record<string, string>>;

interface Walker {
  open?: (name: string, attributes: Attributes) => void;
  close?: (name: string) => void;
  text?: (piece: string) => void;
}

/** Programs choose the prefixes of their elements and attributes freely. */
function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** Looks an attribute up by its name without a prefix. Only the few that are asked for are: a workbook has millions of elements. */
function attributeOf(attributes: Attributes, name: string): string | undefined {
  const key = Object.keys(attributes).findLast((one) => localName(one) === name);
  return key === undefined ? undefined : attributes[key];
}

/** Reads XML from beginning to end, by names without prefixes. A document type, which only bombs and spies bring, is refused. */
function walk(xml: string, { open, close, text }: Walker): void {
  const parser = new SaxesParser();
  parser.on('doctype', () => {
    throw createRefusal('The document declares a document type. It is not read.');
  });
  parser.on('error', () => {
    throw createRefusal('The document is damaged: its XML cannot be read.');
  });
  if (open !== undefined) parser.on('opentag', (tag) => open(localName(tag.name), tag.attributes as Attributes));
  if (close !== undefined) parser.on('closetag', (tag) => close(localName(tag.name)));
  if (text !== undefined) parser.on('text', text);
  parser.write(xml).close();
}
