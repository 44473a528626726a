import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** The unit tests and those with a PostgreSQL, as mutants are tried on them. */
export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    include: ['**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/*.{redis,temporal,e2e,ui}.test.ts'],
    globalSetup: ['harness/dev/vitest-postgres.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
