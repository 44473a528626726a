import path from 'node:path';
import { listFiles, readSource } from './source-files.ts';

/** Matches static, dynamic and type imports, re-exports, and modules that a test mocks. */
const IMPORT = /(?:\bfrom\s*|\bimport\s*\(?\s*|\bvi\.(?:do)?[mM]ock\(\s*)(['"])((?:\.{1,2}|@)\/[^'"\n]+)\1/g;
const UI = 'apps/ui/src';
/** The UI is bundled, so its imports may omit these file endings. */
const ENDINGS = ['', '.ts', '.tsx', '/index.ts', '/index.tsx'];

const files = new Set(listFiles('*.ts', '*.tsx', '*.js', '*.json'));

/** Returns the files of the repository, relative to its root, that a file imports by a relative path or by the UI's `@/`. */
export function readImports(file: string): string[] {
  return [...readSource(file).matchAll(IMPORT)].map((match) => resolve(file, match[2] ?? ''));
}

function resolve(file: string, specifier: string): string {
  const base = specifier.startsWith('@/') ? UI : path.dirname(file);
  const target = path.posix.join(base, specifier.replace(/^@\//, ''));
  return ENDINGS.map((ending) => target + ending).find((name) => files.has(name)) ?? target;
}
