import path from 'node:path';
import { listFiles, readSource } from './source-files.ts';

/** Static, dynamic and type imports, re-exports, and modules that a test puts another in the place of. */
const IMPORT = /(?:\bfrom\s*|\bimport\s*\(?\s*|\bvi\.(?:do)?[mM]ock\(\s*)(['"])((?:\.{1,2}|@)\/[^'"\n]+)\1/g;
const UI = 'apps/ui/src';
/** The UI is bundled, so it may leave out what a file's name ends with. */
const ENDINGS = ['', '.ts', '.tsx', '/index.ts', '/index.tsx'];

const files = new Set(listFiles('*.ts', '*.tsx', '*.js', '*.json'));

/** The files of the repository that a file imports by a relative path or the UI's `@/`, from the repository's root. */
export function readImports(file: string): string[] {
  return [...readSource(file).matchAll(IMPORT)].map((match) => resolve(file, match[2] ?? ''));
}

function resolve(file: string, specifier: string): string {
  const base = specifier.startsWith('@/') ? UI : path.dirname(file);
  const target = path.posix.join(base, specifier.replace(/^@\//, ''));
  return ENDINGS.map((ending) => target + ending).find((name) => files.has(name)) ?? target;
}
