/** The declaration of an exported function. */
export interface Signature {
  name: string;
  parameters: { name: string; type: string }[];
  returns: string;
}

const DECLARATION = /^export (?:default )?(?:async )?function (\w+)/gm;
const OPENING = new Set(['(', '{', '[', '<']);
const CLOSING = new Set([')', '}', ']', '>']);

/** Returns the functions that a source declares with `export function`. */
export function listSignatures(source: string): Signature[] {
  return [...source.matchAll(DECLARATION)].map((match) => {
    const name = match[1] ?? '';
    const start = source.indexOf('(', skipGenerics(source, match.index + match[0].length));
    const end = closingOf(source, start);
    return {
      name,
      parameters: splitTopLevel(source.slice(start + 1, end)).map(toParameter),
      returns: /^\s*:\s*([\w.]+)/.exec(source.slice(end + 1))?.[1] ?? '',
    };
  });
}

function skipGenerics(source: string, at: number): number {
  return source[at] === '<' ? closingOf(source, at) + 1 : at;
}

/** Returns the end of the bracket that opens at `from`; the `>` of an arrow closes nothing. */
function closingOf(source: string, from: number): number {
  let depth = 0;
  for (let at = from; at < source.length; at += 1) {
    const char = source[at] ?? '';
    if (OPENING.has(char)) depth += 1;
    else if (CLOSING.has(char) && !(char === '>' && source[at - 1] === '=')) depth -= 1;
    if (depth === 0) return at;
  }
  return source.length;
}

function splitTopLevel(list: string): string[] {
  const parts: string[] = [];
  let start = 0;
  for (let at = 0; at < list.length; at += 1) {
    if (OPENING.has(list[at] ?? '')) at = closingOf(list, at);
    else if (list[at] === ',') {
      parts.push(list.slice(start, at));
      start = at + 1;
    }
  }
  return [...parts, list.slice(start)].map((part) => part.trim()).filter((part) => part !== '');
}

/** A destructured parameter such as `{ db }: Pick<Services, 'db'>` gets the name `{}`. */
function toParameter(text: string): Signature['parameters'][number] {
  const isPattern = text.startsWith('{');
  const end = isPattern ? closingOf(text, 0) + 1 : text.search(/[?:=]|$/);
  const type = text.slice(end).replace(/^\s*\??\s*:/, '');
  return { name: isPattern ? '{}' : text.slice(0, end).trim(), type: type.trim() };
}
