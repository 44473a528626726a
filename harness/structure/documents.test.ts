import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { listFiles, readSource, repositoryRoot } from './source-files.ts';

const documents = listFiles('*.md');
/** Links below `/docs/` lead to generated pages, which `harness/docs` checks. */
const LINK = /\]\((?!https?:|mailto:|#|\/docs\/)([^)#\s]+)[^)]*\)/g;
/** Matches a path in backticks that starts with a top folder of the repository; `<name>` and `*` match anything. */
const PATH = /`((?:packages|apps|harness|scripts|migrations|proto|\.ci|\.github)\/[^`\s<*{…]+)`/g;

describe.each(documents)('%s', (document) => {
  const text = readSource(document);

  it('its links lead to files', () => {
    const targets = [...text.matchAll(LINK)].map((match) => match[1] ?? '');
    const missing = targets.filter((to) => !existsSync(path.join(repositoryRoot, path.dirname(document), to)));
    expect(missing).toEqual([]);
  });

  it('the paths it names exist', () => {
    const targets = [...text.matchAll(PATH)].map((match) => match[1] ?? '');
    const missing = targets.filter((to) => !existsSync(path.join(repositoryRoot, to)));
    expect(missing).toEqual([]);
  });
});

it('every package says what it owns, depends on and must not know', () => {
  const packages = listFiles('packages/*/package.json', 'apps/*/package.json').map((file) => path.dirname(file));
  const silent = packages.filter((folder) => {
    const readme = path.join(repositoryRoot, folder, 'README.md');
    if (!existsSync(readme)) return true;
    const text = readSource(path.join(folder, 'README.md'));
    return !['Owns', 'Depends on', 'Must not know'].every((word) => text.includes(word));
  });
  expect(silent).toEqual([]);
});
