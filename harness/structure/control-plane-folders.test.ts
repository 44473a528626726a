import { describe, expect, it } from 'vitest';
import { findArrows, folderOf, FOLDERS, isProduct, SOURCE } from './control-plane-folders.ts';
import { findCircles } from './find-circles.ts';
import { drawFolders, withDrawing } from './folder-drawing.ts';
import { readImports } from './imports.ts';
import { readLintConfig, withFolderOverrides } from './lint-config.ts';
import { listFiles, readSource } from './source-files.ts';

const arrows = findArrows();
const names = FOLDERS.map(({ name }) => name);

describe('the folders of the control plane', () => {
  it('are all listed', () => {
    const homeless = listFiles(`${SOURCE}/*.ts`).filter((file) => isProduct(file) && folderOf(file) === null);
    expect(homeless).toEqual([]);
  });

  it('may import folders below them only', () => {
    const upward = FOLDERS.flatMap(({ name, imports }, rank) =>
      imports.filter((to) => names.indexOf(to) <= rank).map((to) => `${name} → ${to}`),
    );
    expect(upward).toEqual([]);
  });

  it('import what they may and nothing else, types included', () => {
    const refused = arrows.filter(
      ({ from, to }) => !FOLDERS.some(({ name, imports }) => name === from && imports.includes(to)),
    );
    expect(refused.map(({ file, target }) => `${file} → ${target}`)).toEqual([]);
  });

  it('use every arrow that they are allowed; the kernel is everybody’s', () => {
    const unused = FOLDERS.flatMap(({ name, imports }) =>
      imports
        .filter((to) => to !== 'kernel' && !arrows.some((arrow) => arrow.from === name && arrow.to === to))
        .map((to) => `${name} → ${to}`),
    );
    expect(unused).toEqual([]);
  });

  it('come into the engine by its door', () => {
    const beside = arrows.filter(
      ({ from, to, target }) =>
        !from.startsWith('engine') && to.startsWith('engine') && target !== `${SOURCE}/engine/index.ts`,
    );
    expect(beside.map(({ file, target }) => `${file} → ${target}`)).toEqual([]);
  });

  it('use nothing that is for tests', () => {
    const files = listFiles(`${SOURCE}/*.ts`).filter(isProduct);
    const used = files.flatMap((file) =>
      readImports(file)
        .filter((target) => !isProduct(target))
        .map((target) => `${file} → ${target}`),
    );
    expect(used).toEqual([]);
  });

  it('are drawn in ARCHITECTURE.md as they are (node harness/structure/draw-folders.ts)', () => {
    const text = readSource('ARCHITECTURE.md');
    expect(text).toBe(withDrawing(text, drawFolders()));
  });
});

describe('the import rules', () => {
  it('have one list for each folder in .oxlintrc.json (node harness/structure/draw-folders.ts)', () => {
    const config = readLintConfig();
    expect(config).toEqual(withFolderOverrides(config));
  });

  it('are lifted for tests and for nothing else', () => {
    const { rules, overrides } = readLintConfig();
    const lifted = overrides
      .filter(({ rules: own }) => own['no-restricted-imports'] === 'off')
      .map(({ files }) => files);
    expect(lifted).toEqual([['**/*.test.ts', '**/test/**']]);
    expect(rules['import/no-cycle']).toEqual(['error', { ignoreTypes: false }]);
    expect(overrides.filter(({ rules: own }) => 'import/no-cycle' in own)).toEqual([]);
  });

  it('are not silenced in a file', () => {
    const silenced = listFiles('apps/*.ts', 'apps/*.tsx', 'packages/*.ts', 'harness/*.ts').filter((file) =>
      /lint-disable(?:-next-line|-line)?\s*(?:\*\/|$|.*(?:no-restricted-imports|no-cycle))/m.test(readSource(file)),
    );
    expect(silenced.filter((file) => !/\/gen\/|^harness\/structure\//.test(file))).toEqual([]);
  });
});

it('no file of the repository imports itself in a circle, types and dynamic imports included', () => {
  const files = listFiles('apps/*.ts', 'apps/*.tsx', 'packages/*.ts', 'harness/*.ts').filter(
    (file) => !file.includes('/gen/'),
  );
  expect(findCircles(new Map(files.map((file) => [file, readImports(file)])))).toEqual([]);
});

it('a circle is found, however it is closed', () => {
  const circle = new Map([
    ['a.ts', ['b.ts']],
    ['b.ts', ['c.ts', 'd.ts']],
    ['c.ts', ['a.ts']],
    ['d.ts', []],
  ]);
  expect(findCircles(circle)).toEqual([['a.ts', 'b.ts', 'c.ts']]);
});
