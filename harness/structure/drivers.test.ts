import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { listFiles, readSource, repositoryRoot } from './source-files.ts';

/** Each wire format consists of these files; formats of one vendor may share `map-error`. */
const ANATOMY = ['to-wire-request', 'stream-mapper', 'wire', 'map-finish-reason', 'map-usage'];

const DRIVERS = listFiles('packages/*/turbo.json')
  .filter((file) => readSource(file).includes('"driver"'))
  .map((file) => path.dirname(file));
/** The simulated model has no wire format. */
const FORMATS = DRIVERS.filter((folder) => !folder.endsWith('/llmsim'))
  .flatMap((folder) => listFiles(`${folder}/src/*stream-mapper.ts`))
  .map((file) => path.dirname(file));

const lacking = (folder: string, names: readonly string[]) =>
  names.filter((name) => !existsSync(path.join(repositoryRoot, folder, `${name}.ts`)));

it('the drivers and their formats are found', () => {
  expect(DRIVERS).toContain('packages/llmsim');
  expect(FORMATS).toEqual(
    expect.arrayContaining(['packages/openai/src/responses', 'packages/openai/src/chat', 'packages/anthropic/src']),
  );
});

it.each(FORMATS)('%s has the anatomy of a wire format', (folder) => {
  expect(lacking(folder, ANATOMY)).toEqual([]);
});

it.each(DRIVERS)('%s has one door and one driver', (folder) => {
  expect(lacking(`${folder}/src`, ['index', 'driver'])).toEqual([]);
});
