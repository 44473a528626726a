import path from 'node:path';
import { expect, it } from 'vitest';
import { listFiles } from './source-files.ts';

const sources = listFiles('packages/*.ts', 'apps/*.ts', 'harness/*.ts').filter((file) => !file.includes('/gen/'));

it('file names are kebab-case', () => {
  const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)*\.ts$/;
  expect(sources.filter((file) => !kebab.test(path.basename(file)))).toEqual([]);
});

it('no file or folder is a cupboard', () => {
  const cupboard = /(^|\/)(utils?|helpers?|common|types|misc)(\.ts|\/)/;
  expect(sources.filter((file) => cupboard.test(file))).toEqual([]);
});
