import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { judgeMigration } from './judge-migration.ts';
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

const numberOf = (name: string): number => Number(/^(?:migrations\/)?(\d{4})_[a-z0-9_]+\.sql$/.exec(name)?.[1]);

/** Concurrent branches reserve their numbers, so a gap may exist until the last of them is merged, but not after a release. */
it('no two migrations have one number, and the released ones leave none out', () => {
  const numbers = listFiles('migrations/*.sql').toSorted().map(numberOf);
  expect(numbers).toEqual([...new Set(numbers)].toSorted((left, right) => left - right));
  const released = Object.keys(JSON.parse(readSource('migrations/released.json')) as object).toSorted();
  expect(released.map(numberOf)).toEqual(released.map((_, index) => index + 1));
});

/** The rules are younger than the migrations up to 0030 and than 0032. What 0013 costs is said by the page about upgrading. */
const isJudged = (name: string): boolean => numberOf(name) > 30 && numberOf(name) !== 32;

it('a migration lets the release before go on, and nobody wait', () => {
  const names = listFiles('migrations/*.sql').filter(isJudged);
  expect(names.length).toBeGreaterThan(0);
  const faults = names.flatMap((name) => judgeMigration(readSource(name)).map((fault) => `${name} ${fault}`));
  expect(faults).toEqual([]);
});

it.each([
  ['create table a (n int); create index a_by_n on a (n); alter table a add column m int not null;', []],
  ['alter table sessions add column a int, add column b text not null default $$;$$;', []],
  ['alter table sessions add column b bigint default 0 not null;', []],
  ['create index sessions_by_a on sessions (a);', ['makes an index of sessions under a lock']],
  ['alter table turns add column a int not null;', ['adds a column that the release before does not fill']],
  [
    'alter table turns add column a int, add column b int not null;',
    ['adds a column that the release before does not fill'],
  ],
  ['alter table turns drop column a;', ['drops a column']],
  ['-- Needs 0039.\nalter table turns drop column a;', []],
  ['alter table turns rename column a to b;', ['renames']],
  ['alter table turns alter column a type bigint;', ['rewrites a table']],
  ['alter table turns alter column a set not null;', ['reads a whole table']],
  ['alter table turns add constraint a check (b > 0);', ['reads a whole table']],
  ['alter table turns add constraint a check (b > 0) not valid;', []],
  ['update sessions set a = 1;', ['changes sessions row by row']],
  ['-- update sessions set a = 1;\nupdate organizations set a = 1;', []],
  ['create function f() returns trigger language plpgsql as $$ begin update sessions set a = 1; end $$;', []],
  ["set lock_timeout = '1h';", ['takes locks or settings of its own']],
  ['-- Outside a transaction.\ndrop index concurrently if exists a;\ncreate index concurrently a on b (n);', []],
  ['-- Outside a transaction.\ncreate index concurrently a on b (n);', ['makes a without "drop index']],
  ['-- Outside a transaction.\nalter table a add column b int;', ['has more than indexes']],
])('%s', (sql, faults) => {
  expect(judgeMigration(sql)).toEqual(faults.map((fault) => expect.stringContaining(fault)));
});
