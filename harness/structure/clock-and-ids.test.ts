import { expect, it } from 'vitest';
import { listFiles, readSource } from './source-files.ts';

/** The adapters of the ports Clock and Ids, and what runs only in tests. */
const MAY_READ = [/clock\.ts$/, /ids\.ts$/, /\/testing\//, /\.test\.ts$/, /\/test\//];
/** `v5` derives an id from a name: it reads neither a clock nor a random number. */
const READS = /new Date\(\)|\brandomUUID\b|import (?!\{ v5 \} ).* from 'uuid'/;

it('only the adapters of Clock and Ids read the time or make an id', () => {
  const sources = listFiles('packages/*.ts', 'apps/*.ts').filter((file) => !MAY_READ.some((may) => may.test(file)));
  expect(sources.filter((file) => READS.test(readSource(file)))).toEqual([]);
});
