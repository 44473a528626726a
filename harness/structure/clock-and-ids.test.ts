import { expect, test } from 'vitest';
import { listFiles, readSource } from './source-files.ts';

/** The adapters of the ports Clock and Ids, ids derived from a name, and what runs only in tests. */
const MAY_READ = [
  /clock\.ts$/,
  /ids\.ts$/,
  /^packages\/schemas\/src\/derive-id\.ts$/,
  /\/testing\//,
  /\.test\.ts$/,
  /\/test\//,
];
const READS = /new Date\(\)|\brandomUUID\b|from 'uuid'/;

test('only the adapters of Clock and Ids read the time or make an id', () => {
  const sources = listFiles('packages/*.ts', 'apps/*.ts').filter((file) => !MAY_READ.some((may) => may.test(file)));
  expect(sources.filter((file) => READS.test(readSource(file)))).toEqual([]);
});
