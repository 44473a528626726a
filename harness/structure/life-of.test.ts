import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { findBody, listPages, listSteps } from './life-of.ts';
import { readSource, repositoryRoot } from './source-files.ts';

it.each(listPages())('%s names functions that are where it says', (page) => {
  const steps = listSteps(page);
  expect(steps.length).toBeGreaterThan(5);
  const missing = steps.filter(
    ({ file, name }) => !existsSync(path.join(repositoryRoot, file)) || findBody(readSource(file), name) === null,
  );
  expect(missing).toEqual([]);
});

it('the way of a message from its route to the provider lies in at most fifteen files', () => {
  expect(new Set(listSteps('apps/docs/life-of/message.md').map(({ file }) => file)).size).toBeLessThanOrEqual(15);
});
