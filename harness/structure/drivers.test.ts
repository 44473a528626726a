import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { repositoryRoot } from './source-files.ts';

/** A wire format is these files; `map-error` may be shared by the formats of one vendor. */
const ANATOMY = ['to-wire-request', 'stream-mapper', 'wire', 'map-finish-reason', 'map-usage'];

it.each(['packages/openai/src/responses', 'packages/openai/src/chat', 'packages/anthropic/src'])(
  '%s has the anatomy of a wire format',
  (folder) => {
    const missing = ANATOMY.filter((name) => !existsSync(path.join(repositoryRoot, folder, `${name}.ts`)));
    expect(missing).toEqual([]);
  },
);

it.each(['openai', 'anthropic', 'llmsim'])('%s has one door and one driver', (name) => {
  const folder = path.join(repositoryRoot, 'packages', name, 'src');
  expect(['index.ts', 'driver.ts'].filter((file) => !existsSync(path.join(folder, file)))).toEqual([]);
});
