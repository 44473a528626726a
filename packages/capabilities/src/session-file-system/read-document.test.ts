import type { JsonObject } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import { makePdf } from '../../test/make-pdf.ts';
import { makeSharedZip, makeZip } from '../../test/make-zip.ts';
import { createToolBench } from '../../test/tool-context.ts';
import { createSessionFileSystemTools } from './tools.ts';

const bench = createToolBench(createSessionFileSystemTools());

async function read(path: string, content: string | Buffer, args: object = {}): Promise<JsonObject> {
  await bench.files.write({ path, content: Buffer.from(content).toString('base64'), encoding: 'base64' });
  return (await bench.run('read_document', { path, ...args })) as JsonObject;
}

const docx = (body: string) =>
  makeZip({ 'word/document.xml': `<w:document xmlns:w="w"><w:body>${body}</w:body></w:document>` });
const paragraph = (text: string) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`;

describe('read_document', () => {
  it('reads the pages of a PDF', async () => {
    const pdf = makePdf(['First page', 'Second page', 'Third page']);
    const all = await read('/a.pdf', pdf);
    expect(all).toMatchObject({ kind: 'pdf', total_pages: 3 });
    expect(all['content']).toMatch(/^<untrusted-[^]*Page 1 of 3[^]*First page[^]*Third page[^]*<\/untrusted-\w+>$/);
    const second = await read('/a.pdf', pdf, { first_page: 2, last_page: 2 });
    expect(second['content']).toMatch(/Second page/);
    expect(second['content']).not.toMatch(/First|Third/);
    await expect(read('/a.pdf', pdf, { first_page: 4 })).rejects.toThrow('has 3 pages');
  });

  it('reads paragraphs, tables and page breaks of a Word document', async () => {
    const cell = (text: string) => `<w:tc>${paragraph(text)}</w:tc>`;
    const table = `<w:tbl><w:tr>${cell('a')}${cell('b')}</w:tr></w:tbl>`;
    const read1 = await read(
      '/a.docx',
      docx(`${paragraph('One &amp; two')}${table}<w:br w:type="page"/>${paragraph('Page two')}`),
    );
    expect(read1).toMatchObject({ kind: 'docx', total_pages: 2 });
    expect(read1['content']).toContain('One & two\na\tb\n');
  });

  it('reads the sheets of a workbook', async () => {
    const xlsx = makeZip({
      'xl/workbook.xml': '<workbook><sheets><sheet name="Sales"/><sheet name="Costs"/></sheets></workbook>',
      'xl/sharedStrings.xml': '<sst><si><t>Region</t></si><si><r><t>No</t></r><r><t>rth</t></r></si></sst>',
      'xl/worksheets/sheet1.xml':
        '<worksheet><sheetData><row><c r="A1" t="s"><v>0</v></c><c r="C1"><v>2.5</v></c></row><row><c r="A2" t="s"><v>1</v></c></row></sheetData></worksheet>',
      'xl/worksheets/sheet2.xml':
        '<worksheet><sheetData><row><c t="inlineStr"><is><t>x</t></is></c></row></sheetData></worksheet>',
    });
    const { content } = await read('/a.xlsx', xlsx);
    expect(content).toContain('# Sales\nRegion\t\t2.5\nNorth\n');
    expect(content).toContain('# Costs\nx\n');
  });

  it('reads HTML as Markdown, and CSV and other text as they are', async () => {
    const page = await read('/a.html', '<!doctype html><main><h1>Title</h1><script>x()</script><p>Text</p></main>');
    expect(page['content']).toMatch(/# Title\s+Text/);
    expect((await read('/a.csv', 'a;b\n1;2\n'))['content']).toContain('a;b\n1;2\n');
  });

  it('reads the slides of a presentation, in the order of their numbers', async () => {
    const slide = (text: string) => `<p:sld xmlns:p="p" xmlns:a="a"><a:p><a:r><a:t>${text}</a:t></a:r></a:p></p:sld>`;
    const pptx = makeZip({
      'ppt/slides/slide10.xml': slide('Last'),
      'ppt/slides/slide2.xml': slide('First'),
    });
    const result = await read('/a.pptx', pptx);
    expect(result).toMatchObject({ kind: 'pptx', total_pages: 2 });
    expect(result['content']).toMatch(/First[^]*Last/);
  });

  it('goes by what a file holds, whatever its name and its prefixes are', async () => {
    const workbook = makeZip({
      'xl/workbook.xml': '<x:workbook xmlns:x="x"><x:sheets><x:sheet name="A"/></x:sheets></x:workbook>',
      'xl/worksheets/sheet1.xml':
        '<x:worksheet xmlns:x="x"><x:sheetData><x:row><x:c r="A1"><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>',
    });
    expect(await read('/a.docx', workbook)).toMatchObject({ kind: 'xlsx', content: expect.stringContaining('# A\n7') });
  });

  it.each([
    ['UTF-16 with a mark', Buffer.from('\ufeffName;Größe\n', 'utf16le')],
    ['UTF-16, the other way round', Buffer.from('\ufeffName;Größe\n', 'utf16le').swap16()],
    ['Windows-1252', Buffer.from('Name;Größe\n', 'latin1')],
    ['UTF-8 with a mark', Buffer.from('\ufeffName;Größe\n')],
  ])('reads CSV in %s', async (_title, bytes) => {
    expect((await read('/sizes.csv', bytes))['content']).toMatch(/>\nName;Größe\n/);
  });

  it('goes on where a long text was cut', async () => {
    const text = Array.from({ length: 20_000 }, (_, line) => `line ${line}\n`).join('');
    const first = await read('/long.txt', text);
    expect(first).toMatchObject({ truncated: true, next_page: 1, next_start: 50_000 });
    const second = await read('/long.txt', text, { first_page: 1, start: 50_000 });
    expect(second['content']).toContain(text.slice(50_000, 50_100));
  });

  it.each([
    [
      'a bomb',
      '/bomb.docx',
      makeZip({ 'word/document.xml': Buffer.alloc(80 * 1024 * 1024) }),
      /unpacks into more than/,
    ],
    [
      'a document type',
      '/dtd.docx',
      makeZip({ 'word/document.xml': '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>' }),
      /document type/,
    ],
    ['broken XML', '/broken.docx', makeZip({ 'word/document.xml': '<a><b></a>' }), /XML cannot be read/],
    ['another archive', '/other.docx', makeZip({ 'a.txt': 'x' }), /no Word document/],
    [
      'one large part many times',
      '/shared.xlsx',
      makeSharedZip(30, Buffer.from(`<a>${' '.repeat(8 * 1024 * 1024)}</a>`)),
      /unpacks into more than/,
    ],
    ['a cut archive', '/cut.xlsx', makeZip({ 'xl/workbook.xml': 'x' }).subarray(0, 40), /damaged/],
    ['a broken PDF', '/broken.pdf', Buffer.from('%PDF-1.4\nnonsense'), /PDF cannot be read/],
    ['bytes', '/a.bin', Buffer.from([1, 0, 2]), /neither a PDF/],
  ])('refuses %s', async (_title, path, content, message) => {
    await expect(read(path, content)).rejects.toThrow(message);
  });
});
