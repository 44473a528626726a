import { defineConfig } from 'vitest/config';

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

/** Files of a worker share its modules, which are most of a small file's time: no module keeps state between tests. */
const shared = { isolate: false, maxWorkers: 2 };
/** Tests with servers wait a good part of their time: one more than the cores of the smallest machine. */
const waiting = { ...shared, maxWorkers: 3 };
/** A browser before a stack that all files share. */
const browser = {
  exclude: ignored,
  globalSetup: ['harness/ui/vitest-ui.ts'],
  // As long as a browser is waited for elsewhere; a busy machine takes more than the usual second.
  expect: { poll: { timeout: 15_000 } },
  testTimeout: 60_000,
  hookTimeout: 120_000,
  ...shared,
};
/** Projects that differ in their workers run one after the other, so that any folder can be run: `npx vitest run apps/cli`. */
const order = (groupOrder: number) => ({ sequence: { groupOrder } });

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          ...order(0),
          include: ['**/*.test.ts'],
          exclude: [...ignored, ...services],
          testTimeout: 20_000,
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
          testTimeout: 30_000,
          hookTimeout: 60_000,
          ...waiting,
        },
      },
      {
        test: {
          name: 'redis',
          include: ['**/*.redis.test.ts'],
          exclude: ignored,
          testTimeout: 30_000,
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
          testTimeout: 60_000,
          hookTimeout: 60_000,
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
          testTimeout: 120_000,
          hookTimeout: 60_000,
          ...waiting,
        },
      },
      {
        test: {
          name: 'kits',
          ...order(6),
          include: ['**/*.kit.test.ts'],
          exclude: ignored,
          globalSetup: ['harness/dev/vitest-postgres.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          ...shared,
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
          testTimeout: 600_000,
          hookTimeout: 120_000,
          maxWorkers: 1,
        },
      },
    ],
  },
});
