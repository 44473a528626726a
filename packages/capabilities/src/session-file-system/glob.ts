import { RE2JS } from 're2js';
import { createRefusal } from '../create-refusal.ts';

const TOKEN = /\*\*\/|\*\*|\*|\?|\{([^{}]*)\}|[{}]|[^*?{}]+/g;
const MAX_ALTERNATIVES = 20;

/**
 * Returns a test for paths relative to the searched directory. It knows `*`, `**`, `?` and `{a,b}`; a glob without `/`
 * tests only the file name. RE2 matches in linear time, whereas the V8 expressions that glob libraries build can be
 * made to run forever.
 */
export function compileGlob(glob: string): (relativePath: string) => boolean {
  const source = glob.replaceAll(TOKEN, (token, alternatives: string | undefined) => translate(token, alternatives));
  const pattern = RE2JS.compile(glob.includes('/') ? source.replace(/^\//, '') : `(?:.*/)?${source}`, RE2JS.DOTALL);
  return (relativePath) => pattern.matches(relativePath);
}

function translate(token: string, alternatives: string | undefined): string {
  switch (token) {
    case '**/':
      return '(?:.*/)?';
    case '**':
      return '.*';
    case '*':
      return '[^/]*';
    case '?':
      return '[^/]';
    case '{':
    case '}':
      throw createRefusal('Braces in a glob must be paired and not nested: "*.{ts,js}".');
  }
  if (alternatives === undefined) return RE2JS.quote(token);
  const options = alternatives.split(',');
  if (options.length > MAX_ALTERNATIVES)
    throw createRefusal(`A glob can list at most ${MAX_ALTERNATIVES} alternatives.`);
  return `(?:${options
    .map((option) =>
      option
        .split('*')
        .map((text) => RE2JS.quote(text))
        .join('[^/]*'),
    )
    .join('|')})`;
}
