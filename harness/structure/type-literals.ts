/** An object type, as the source writes it. */
export interface TypeLiteral {
  /** The name of the interface or alias; empty for a type that is written inline. */
  name: string;
  line: number;
  members: string[];
  /** The names of the interfaces that it extends. */
  parents: string[];
}

const OPENING = /(?:\binterface (\w+)([^{]*)|\btype (\w+)(?:<[^=]*>)?\s*=\s*|[:&|(<]\s*)\{/g;
const MEMBER = /^\s*(?:readonly\s+)?(\w+)\??\s*[:(<]/;

/** Returns the object types of a source: interfaces, aliases and types that are written inline. */
export function listTypeLiterals(source: string): TypeLiteral[] {
  const text = blank(source);
  return [...text.matchAll(OPENING)].flatMap((match) => {
    const open = match.index + match[0].length - 1;
    const parts = splitMembers(text.slice(open + 1, closingOf(text, open)));
    if (parts === null) return [];
    const members = parts.flatMap((part) => MEMBER.exec(part)?.[1] ?? []);
    const parents = [...(match[2] ?? '').matchAll(/\b([A-Z]\w+)\b(?!<)/g)].map(([, parent = '']) => parent);
    const line = text.slice(0, match.index).split('\n').length;
    return [{ name: match[1] ?? match[3] ?? '', line, members, parents }];
  });
}

/** Blanks out comments and strings but keeps the lines. */
function blank(source: string): string {
  return source.replaceAll(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/g, (found) =>
    found.replaceAll(/[^\n]/g, ' '),
  );
}

function closingOf(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at += 1) {
    if (text[at] === '{') depth += 1;
    if (text[at] === '}') depth -= 1;
    if (depth === 0) return at;
  }
  return text.length;
}

/** Splits the members of a type at semicolons. Returns null for an object literal, which has commas instead. */
function splitMembers(body: string): string[] | null {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < body.length; at += 1) {
    const char = body[at] ?? '';
    if ('{(['.includes(char)) depth += 1;
    if ('})]'.includes(char)) depth -= 1;
    if (depth > 0) continue;
    if (char === ',' && !/<[^>]*$/.test(body.slice(start, at))) return null;
    if (char === ';') {
      parts.push(body.slice(start, at));
      start = at + 1;
    }
  }
  parts.push(body.slice(start));
  return parts.some((part) => /^\s*(?:return|const|let|await|if|for|throw)\b/.test(part)) ? null : parts;
}
