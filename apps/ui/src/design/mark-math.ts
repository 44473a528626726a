/** The first characters of code spans that hold a formula: within a line, and on lines of its own. Both are for private use. */
const INLINE = '\uE000';
const BLOCK = '\uE001';
/** Longer ones are text. They bound what is looked at for each dollar sign. */
const MOST = { inline: 500, block: 10_000 };

const FORMS = [
  { open: '$$', close: '$$', mark: BLOCK, most: MOST.block },
  { open: '\\[', close: '\\]', mark: BLOCK, most: MOST.block },
  { open: '\\(', close: '\\)', mark: INLINE, most: MOST.inline },
] as const;

/** A formula that a code span holds, or null: it holds code. */
export function readMath(code: string): { tex: string; isBlock: boolean } | null {
  const mark = code.slice(0, 1);
  return mark === INLINE || mark === BLOCK ? { tex: code.slice(1), isBlock: mark === BLOCK } : null;
}

/** Makes each formula of a Markdown text a code span, which keeps it as it was written: `$…$`, `$$…$$`, `\(…\)` and `\[…\]`. Prices are no formulas. */
export function markMath(text: string): string {
  if (!/\$|\\[([]/.test(text)) return text;
  let marked = '';
  let place = 0;
  while (place < text.length) {
    const found = codeAt(text, place) ?? formulaAt(text, place) ?? priceAt(text, place);
    marked += found?.shown ?? text[place];
    place += found?.length ?? 1;
  }
  return marked;
}

interface Found {
  shown: string;
  length: number;
}

/** Code, and characters that a backslash makes plain, stay as they are. */
function codeAt(text: string, place: number): Found | null {
  const char = text[place];
  if (char === '\\' && !['(', '['].includes(text[place + 1] ?? '')) return copy(text, place, 2);
  if (char !== '`' && char !== '~') return null;
  const [fence = ''] = new RegExp(`^\\${char}+`).exec(text.slice(place, place + MOST.inline)) ?? [];
  if (char === '~' && fence.length < 3) return copy(text, place, fence.length);
  const end = text.indexOf(fence, place + fence.length);
  // A block that is still being written goes on to the end.
  if (end < 0) return copy(text, place, fence.length < 3 ? fence.length : text.length);
  return copy(text, place, end + fence.length - place);
}

function copy(text: string, place: number, length: number): Found {
  const shown = text.slice(place, place + length);
  return { shown, length: shown.length };
}

function formulaAt(text: string, place: number): Found | null {
  for (const { open, close, mark, most } of FORMS) {
    if (!text.startsWith(open, place)) continue;
    const rest = text.slice(place + open.length, place + open.length + most);
    const end = rest.indexOf(close);
    const tex = rest.slice(0, Math.max(0, end)).trim();
    // A paragraph ends a formula that nobody closed.
    if (tex === '' || /\n\s*\n/.test(tex)) return copy(text, place, open.length);
    return { shown: toSpan(mark, tex), length: open.length + end + close.length };
  }
  return null;
}

/** A dollar sign opens a formula only before, and closes one only behind what is no space; `$5 and $10` are prices. */
function priceAt(text: string, place: number): Found | null {
  if (text[place] !== '$') return null;
  const [line = ''] = text.slice(place + 1, place + 1 + MOST.inline).split('\n', 1);
  if (/^\s/.test(line)) return null;
  const tex = /^((?:\\.|[^$\\])*(?:\\.|[^$\\\s]))\$(?!\d)/.exec(line)?.[1];
  return tex === undefined ? null : { shown: toSpan(INLINE, tex), length: tex.length + 2 };
}

function toSpan(mark: string, tex: string): string {
  const longest = Math.max(0, ...[...tex.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${mark}${tex}${tex.endsWith('`') ? ' ' : ''}${fence}`;
}
