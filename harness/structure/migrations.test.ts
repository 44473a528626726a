import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { listFiles, readSource } from './source-files.ts';

it('no released migration was edited', () => {
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

/** Work that lands side by side takes its numbers before: a gap closes when the last of it lands, and before a release. */
it('no two migrations have one number, and the released ones leave none out', () => {
  const numberOf = (name: string): number => Number(/^(?:migrations\/)?(\d{4})_[a-z0-9_]+\.sql$/.exec(name)?.[1]);
  const numbers = listFiles('migrations/*.sql').toSorted().map(numberOf);
  expect(numbers).toEqual([...new Set(numbers)].toSorted((left, right) => left - right));
  const released = Object.keys(JSON.parse(readSource('migrations/released.json')) as object).toSorted();
  expect(released.map(numberOf)).toEqual(released.map((_, index) => index + 1));
});
