// `pnpm mutation [--only core] [--every 5] [--concurrency 1]`: breaks the code in small ways and counts what the tests notice. Fails
// below a folder's floor; `--every 5` looks at each fifth file and judges nothing. Every mutant is in reports/mutation/<folder>.html.
import { globSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { Stryker } from '@stryker-mutator/core';
import { MUTATED_FOLDERS, type MutatedFolder } from './folders.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    every: { type: 'string', default: '1' },
    concurrency: { type: 'string', default: '2' },
  },
});
const every = Number(values.every);
const NO_SOURCE = /\.(test|contract)\.ts$|\/testing\//;

function listSources(folder: string): string[] {
  const sources = globSync(`${folder}/**/*.ts`).filter((file) => !NO_SOURCE.test(file));
  return sources.toSorted().filter((_, index) => index % every === 0);
}

async function mutate({ name, folder, tests, needsPostgres, floor }: MutatedFolder): Promise<void> {
  const stryker = new Stryker({
    plugins: [fileURLToPath(import.meta.resolve('@stryker-mutator/vitest-runner'))],
    testRunner: 'vitest',
    vitest: { configFile: `harness/mutation/vitest.${needsPostgres ? 'postgres' : 'unit'}.ts`, dir: tests },
    mutate: listSources(folder),
    ignorePatterns: ['/apps/ui', '/apps/docs', '/reports', '.next', 'dist'],
    // TypeScript 7 has no API with which Stryker could rewrite the real one, and nothing here reads it.
    tsconfigFile: 'none.json',
    // A text that a person reads may change without a fault; what runs once at import cannot be tried test by test.
    mutator: { excludedMutations: ['StringLiteral'] },
    ignoreStatic: true,
    coverageAnalysis: 'perTest',
    concurrency: Number(values.concurrency),
    reporters: ['clear-text', 'html', 'json'],
    clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
    htmlReporter: { fileName: `reports/mutation/${name}.html` },
    jsonReporter: { fileName: `reports/mutation/${name}.json` },
    thresholds: { high: 100, low: floor, break: every === 1 ? floor : null },
  });
  await stryker.runMutationTest();
}

const names = MUTATED_FOLDERS.map(({ name }) => name);
const chosen = MUTATED_FOLDERS.filter(({ name }) => values.only === undefined || name === values.only);
if (chosen.length === 0) throw new Error(`--only is one of ${names.join(', ')}.`);
for (const folder of chosen) await mutate(folder);
