import { expect, it } from 'vitest';
import { listFiles, readSource } from './source-files.ts';

/** The adapters of the ports Clock and Ids, and files that run only in tests. */
const MAY_READ = [/clock\.ts$/, /ids\.ts$/, /\/testing\//, /\.test\.ts$/, /\/test\//];
/** Matches reads of the clock and random ids. `v5` is allowed, because it derives an id from a name. */
const READS = /new Date\(\)|\brandomUUID\b|import (?!\{ v5 \} ).* from 'uuid'/;

/** These files measure the clock's offset from the database, or run without a database. */
const MAY_ASK_THE_MACHINE = [
  'apps/control-plane/src/auth/oauth/oauth-client.ts',
  'apps/control-plane/src/db/open-clock.ts',
  'apps/worker/src/local-executor.ts',
  'apps/worker/src/open-worker.ts',
  'packages/sdk/src/webhooks/verify-webhook.ts',
];

it('only those who measure the offset to the database ask the machine what time it is', () => {
  const sources = listFiles('apps/*.ts', 'packages/*.ts').filter((file) => !MAY_READ.some((may) => may.test(file)));
  const asking = sources.filter((file) => /\bsystemClock\b/.test(readSource(file)) && !file.includes('/kernel/'));
  expect(asking.filter((file) => !MAY_ASK_THE_MACHINE.includes(file))).toEqual([]);
});

it('only the adapters of Clock and Ids read the time or make an id', () => {
  const sources = listFiles('packages/*.ts', 'apps/*.ts').filter((file) => !MAY_READ.some((may) => may.test(file)));
  expect(sources.filter((file) => READS.test(readSource(file)))).toEqual([]);
});
