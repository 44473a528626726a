import { defineConfig } from 'vitest/config';
import { SlowestFirst } from './harness/dev/slowest-first.ts';

const ignored = ['**/node_modules/**', '**/dist/**', '**/.stryker-tmp/**'];
const services = [
  '**/*.pg.test.ts',
  '**/*.redis.test.ts',
  '**/*.temporal.test.ts',
  '**/*.e2e.test.ts',
  '**/*.ui.test.ts',
  '**/*.kit.test.ts',
  '**/*.uikit.test.ts',
  '**/*.nightly.test.ts',
];

/** A condition is waited for as long as a busy machine may need; one that never comes is rare, and fails all the same. */
const patient = { expect: { poll: { timeout: 20_000 } }, testTimeout: 60_000, hookTimeout: 240_000 };
/** Files of a worker share its modules, which are most of a small file's time: no module keeps state between tests. */
const shared = { ...patient, isolate: false, maxWorkers: 2 };
/** Tests with servers wait a good part of their time: one more than the cores of the smallest machine. */
const waiting = { ...shared, maxWorkers: 3 };
/** A browser before a stack that all files share. */
const browser = { ...shared, testTimeout: 120_000, exclude: ignored, globalSetup: ['harness/ui/vitest-ui.ts'] };
/** Projects that differ in their workers run one after the other, so that any folder can be run: `npx vitest run apps/cli`. */
const order = (groupOrder: number) => ({ sequence: { groupOrder } });

export default defineConfig({
  test: {
    sequence: { sequencer: SlowestFirst },
    projects: [
      {
        test: {
          name: 'unit',
          ...order(0),
          include: ['**/*.test.ts'],
          exclude: [...ignored, ...services],
          ...shared,
        },
      },
      {
        test: {
          name: 'postgres',
          ...order(1),
          include: ['**/*.pg.test.ts'],
          exclude: ignored,
          globalSetup: ['harness/dev/vitest-postgres.ts'],
          ...waiting,
        },
      },
      {
        test: {
          name: 'redis',
          include: ['**/*.redis.test.ts'],
          exclude: ignored,
          ...patient,
          ...order(2),
        },
      },
      {
        test: {
          name: 'temporal',
          ...order(3),
          include: ['**/*.temporal.test.ts'],
          exclude: ignored,
          globalSetup: ['harness/dev/vitest-temporal.ts'],
          ...patient,
          maxWorkers: waiting.maxWorkers,
        },
      },
      {
        test: {
          name: 'e2e',
          ...order(4),
          include: ['**/*.e2e.test.ts'],
          exclude: ignored,
          globalSetup: ['harness/dev/vitest-postgres.ts'],
          ...waiting,
          testTimeout: 240_000,
        },
      },
      {
        test: {
          name: 'kits',
          ...order(6),
          include: ['**/*.kit.test.ts'],
          exclude: ignored,
          globalSetup: ['harness/dev/vitest-postgres.ts'],
          ...shared,
          testTimeout: 240_000,
        },
      },
      { test: { name: 'ui', ...order(5), include: ['**/*.ui.test.ts'], ...browser } },
      // Tours of the whole UI, which `pnpm kits` runs.
      { test: { name: 'ui-kits', ...order(7), include: ['**/*.uikit.test.ts'], ...browser } },
      {
        test: {
          name: 'nightly',
          ...order(8),
          include: ['**/*.nightly.test.ts'],
          exclude: ignored,
          ...patient,
          testTimeout: 600_000,
          maxWorkers: 1,
        },
      },
    ],
  },
});
