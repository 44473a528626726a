import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { repositoryRoot } from './source-files.ts';

const PERMISSIVE = new Set([
  'MIT',
  'MIT-0',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'CC-BY-4.0',
  'Python-2.0',
  'PostgreSQL',
  'Unlicense',
  'WTFPL',
  'Artistic-2.0',
]);
/**
 * Packages that a person has reviewed: those of Vite and the accessibility tests, which are unmodified and never part of
 * what runs; one whose LICENSE file is the Unlicense; a font (SIL Open Font License); and Python, which is installed by an operator
 * who wants it, is used unmodified and is not part of what we hand out (MPL-2.0, ADR 0020).
 */
const LOOKED_AT = [/^lightningcss(-|$)/, /^axe-core$/, /^unionfs$/, /^geist$/, /^pyodide$/];

interface Installed {
  name: string;
  license: string;
}

function listInstalled(): Installed[] {
  const store = path.join(repositoryRoot, 'node_modules/.pnpm');
  return readdirSync(store).flatMap((folder) => listPackages(path.join(store, folder, 'node_modules'), folder));
}

function listPackages(modules: string, folder: string): Installed[] {
  // Folder names are `name@version…`, with `+` for the slash of a scope; the package itself is the entry with that name.
  const name = folder.slice(0, folder.indexOf('@', 1)).replace('+', '/');
  const manifest = path.join(modules, name, 'package.json');
  if (!existsSync(manifest)) return [];
  const parsed: unknown = JSON.parse(readFileSync(manifest, 'utf8'));
  return [{ name, license: readLicense(parsed) }];
}

function readLicense(manifest: unknown): string {
  if (typeof manifest !== 'object' || manifest === null || !('license' in manifest)) return 'none';
  const { license } = manifest;
  return typeof license === 'string' ? license : JSON.stringify(license);
}

function isPermissive(license: string): boolean {
  const expression = license.replace(/[()]/g, ' ');
  return expression.split(' OR ').some((choice) => choice.split(' AND ').every((part) => PERMISSIVE.has(part.trim())));
}

it('every installed dependency has a permissive license', () => {
  const installed = listInstalled();
  const refused = installed
    .filter(({ license }) => !isPermissive(license))
    .filter(({ name }) => !LOOKED_AT.some((known) => known.test(name)));
  expect(installed.length).toBeGreaterThan(100);
  expect(refused).toEqual([]);
});

it('a choice that has a permissive side is permissive, a copyleft one is not', () => {
  expect(['(MIT OR GPL-3.0)', 'MIT AND ISC', 'GPL-3.0', 'MIT AND LGPL-3.0'].map(isPermissive)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
