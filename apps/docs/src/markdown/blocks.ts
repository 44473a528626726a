/** What the tests do with a block of code: see the README of this package. */
export const BLOCK_MARKS = ['run', 'output', 'parsed', 'shown'] as const;
export type BlockMark = (typeof BLOCK_MARKS)[number];

/** A fenced block of code of a page. */
export interface CodeBlock {
  language: string;
  /** Null where the author forgot it, or wrote a word that is none. */
  mark: BlockMark | null;
  /** The name of the file that the block is, if it is one. */
  title: string | null;
  code: string;
  /** The line of its first fence, counted from 1. */
  line: number;
}

const FENCE = /^(\s*)(`{3,})([^`]*)$/;

/** @public Returns the fenced blocks of a Markdown text in their order. The tests of the pages read them. */
export function readBlocks(markdown: string): CodeBlock[] {
  const blocks: CodeBlock[] = [];
  let open: (CodeBlock & { fence: string; indent: string; lines: string[] }) | null = null;
  for (const [index, line] of markdown.split('\n').entries()) {
    const [, indent = '', fence = '', info = ''] = FENCE.exec(line) ?? [];
    if (open === null) {
      if (fence !== '') open = { ...readInfo(info), code: '', line: index + 1, fence, indent, lines: [] };
    } else if (fence.startsWith(open.fence) && info.trim() === '') {
      const { lines, fence: _fence, indent: _indent, ...block } = open;
      blocks.push({ ...block, code: lines.join('\n') });
      open = null;
    } else {
      open.lines.push(line.startsWith(open.indent) ? line.slice(open.indent.length) : line);
    }
  }
  return blocks;
}

function readInfo(info: string): Pick<CodeBlock, 'language' | 'mark' | 'title'> {
  const [language = '', ...rest] = info.trim().split(/\s+/);
  const title = /\btitle="([^"]+)"/.exec(info)?.[1] ?? null;
  return { language, title, mark: BLOCK_MARKS.find((mark) => rest.includes(mark)) ?? null };
}
