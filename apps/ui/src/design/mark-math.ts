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

/** Makes each formula of a Markdown text a code span, which keeps it as it was written: `$…$`, `$$…$$`, `\\(…\\)` and `\\[…\\]`. Prices are no formulas. */
export function markMath(text: string): string {
  if (!/\$|\\[([]/.test(text)) return text;
  const nextOf = createSearch(text);
  let marked = '';
  let place = 0;
  while (place < text.length) {
    const found = codeAt(text, place) ?? formulaAt(text, place, nextOf) ?? priceAt(text, place);
    marked += found?.shown ?? text[place];
    place += found?.length ?? 1;
  }
  return marked;
}

type Search = (sign: string, from: number) => number;

/** Finds the next place of a sign, or none: `Infinity`. Places grow, so that each part of the text is searched once for it. */
function createSearch(text: string): Search {
  const known = new Map<string, number>();
  return (sign, from) => {
    const before = known.get(sign) ?? -1;
    if (before >= from) return before;
    const found = text.indexOf(sign, from);
    const next = found < 0 ? Infinity : found;
    known.set(sign, next);
    return next;
  };
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

function formulaAt(text: string, place: number, nextOf: Search): Found | null {
  for (const { open, close, mark, most } of FORMS) {
    if (!text.startsWith(open, place)) continue;
    const begin = place + open.length;
    const end = nextOf(close, begin);
    const tex = end - begin > most ? '' : text.slice(begin, end).trim();
    // A paragraph ends a formula that nobody closed.
    if (tex === '' || /\n\s*\n/.test(tex)) return copy(text, place, open.length);
    return { shown: toSpan(mark, tex), length: end + close.length - place };
  }
  return null;
}

/** A dollar sign opens a formula only before, and closes one only behind what is no space; `$5 and $10` are prices. */
function priceAt(text: string, place: number): Found | null {
  if (text[place] !== '$') return null;
  let end = text.indexOf('$', place + 1);
  while (end > 0 && text[end - 1] === '\\') end = text.indexOf('$', end + 1);
  if (end < 0 || end - place > MOST.inline) return null;
  const tex = text.slice(place + 1, end);
  if (tex.includes('\n') || tex.trim() !== tex || tex === '' || /\d/.test(text[end + 1] ?? '') || isPrice(tex))
    return null;
  return { shown: toSpan(INLINE, tex), length: tex.length + 2 };
}

/** An amount with words behind it and nothing of TeX in it lies between two prices. */
const isPrice = (tex: string): boolean => /^\d[\d.,]*\s/.test(tex) && !/[\\^_={}+]/.test(tex);

function toSpan(mark: string, tex: string): string {
  const longest = Math.max(0, ...[...tex.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${mark}${tex}${tex.endsWith('`') ? ' ' : ''}${fence}`;
}
