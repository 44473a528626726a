import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { listFiles, readSource } from './source-files.ts';

test('no released migration was edited', () => {
  // Grown by a release with `sha256sum migrations/*.sql`; what is not in it may still change.
  const released = JSON.parse(readSource('migrations/released.json')) as Record<string, string>;
  const actual = Object.fromEntries(
    Object.keys(released).map((name) => [
      name,
      createHash('sha256')
        .update(readSource(`migrations/${name}`))
        .digest('hex'),
    ]),
  );
  expect(actual).toEqual(released);
});

test('migrations are numbered without a gap', () => {
  const names = listFiles('migrations/*.sql').toSorted();
  const numbers = names.map((name) => Number(/^migrations\/(\d{4})_[a-z0-9_]+\.sql$/.exec(name)?.[1]));
  expect(numbers).toEqual(names.map((_, index) => index + 1));
});
