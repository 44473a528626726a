import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { listFiles, readSource } from './source-files.ts';

it('no released migration was edited', () => {
  // A release extends this file with `sha256sum migrations/*.sql`; migrations that are not in it may still change.
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

/** Concurrent branches reserve their numbers, so a gap may exist until the last of them is merged, but not after a release. */
it('no two migrations have one number, and the released ones leave none out', () => {
  const numberOf = (name: string): number => Number(/^(?:migrations\/)?(\d{4})_[a-z0-9_]+\.sql$/.exec(name)?.[1]);
  const numbers = listFiles('migrations/*.sql').toSorted().map(numberOf);
  expect(numbers).toEqual([...new Set(numbers)].toSorted((left, right) => left - right));
  const released = Object.keys(JSON.parse(readSource('migrations/released.json')) as object).toSorted();
  expect(released.map(numberOf)).toEqual(released.map((_, index) => index + 1));
});
