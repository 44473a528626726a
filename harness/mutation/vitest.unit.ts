import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** The unit tests as mutants are tried on them. */
export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    include: ['**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/*.{pg,redis,temporal,e2e,ui}.test.ts'],
    testTimeout: 20_000,
  },
});
