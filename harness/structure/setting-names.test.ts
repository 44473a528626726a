import { OUR_NAMES } from '@everruns/settings';
import { expect, it } from 'vitest';
import { listFiles, readSource } from './source-files.ts';

/** The files in which the processes declare their settings, one name on each line of an object. */
const SCHEMAS = ['apps/control-plane/src/config/*.ts', 'apps/worker/src/config/*.ts', 'packages/settings/src/*.ts'];
/** Matches the settings that the command line reads in addition. */
const READ = /\b(?:env|process\.env)\.([A-Z][A-Z0-9_]{3,})\b/g;
const OF_OTHERS = new Set(['PATH', 'HOME', 'NODE_ENV']);

it('every name in the environment that a process reads is among our own names, and no other', () => {
  const declared = SCHEMAS.flatMap((pattern) => listFiles(pattern))
    .filter((file) => !file.endsWith('.test.ts'))
    .flatMap((file) => [...readSource(file).matchAll(/^ {2}([A-Z][A-Z0-9_]+):/gm)].map(([, name]) => name));
  const read = ['apps/cli/src/**/*.ts', 'apps/ui/src/**/*.ts', 'packages/sdk/src/**/*.ts']
    .flatMap((pattern) => listFiles(pattern))
    .filter((file) => !file.endsWith('.test.ts'))
    .flatMap((file) => [...readSource(file).matchAll(READ)].map(([, name]) => name));
  // The settings of vendors are generated from the same descriptors, so they need no check.
  const ours = [...readSource('packages/settings/src/our-names.ts').matchAll(/^ {2}'([A-Z0-9_]+)',$/gm)].map(
    ([, name]) => name,
  );
  const used = new Set([...declared, ...read].filter((name) => name !== undefined && !OF_OTHERS.has(name)));
  expect([...used].filter((name) => !OUR_NAMES.includes(name ?? ''))).toEqual([]);
  expect(ours.filter((name) => !used.has(name))).toEqual([]);
  expect(ours).toEqual(ours.toSorted((left = '', right = '') => (left < right ? -1 : 1)));
});
