import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';

const ORG = '00000000-0000-7000-8000-000000000001';
const ROUNDS = 400;
/** What words are made of, and what stands between them: other scripts, marks, quotes, operators of queries, and halves of pairs. */
const LETTERS = [...Array.from('aBz09éßÄıİΟδ漢字かなカ한글ไทยمرحباשלוםпривет́️‍👍🏽'), 'ﬁ', 'ǅ', '𝒳'];
const BETWEEN = [
  ...Array.from(` \t\n'"\\:*&|!()<->%_@#/.,;-–—…«»{}[]\u00a0\u200b\u2028\u3000\ufeff`),
  '',
  '\\\\',
  "''",
  ':*',
  '<->',
  '\u0001',
];

let testDatabase: TestDatabase;
let pool: pg.Pool;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  pool = new pg.Pool({ connectionString: testDatabase.url, max: 1 });
  // A connection that closes may still hear that its database is dropped.
  pool.on('connect', (client) => client.on('error', () => undefined));
});
afterAll(async () => {
  await pool.end();
  await testDatabase[Symbol.asyncDispose]();
});

/** A generator of numbers below 1 that a seed repeats (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const SEED = Number(process.env['EVERRUNS_SEED'] ?? 19);

interface Tried {
  text: string;
  /** Whether the text is found by itself, by one of its words, and by the beginning of that word; and whether another organization finds it. */
  own: boolean | null;
  word: boolean | null;
  part: boolean | null;
  foreign: boolean | null;
}

it(`whatever was said is found by what was said, and by nobody else; seed ${SEED}`, async () => {
  const random = seeded(SEED);
  const pick = (from: readonly string[]): string => from[Math.floor(random() * from.length)] ?? '';
  const texts = Array.from({ length: ROUNDS }, () =>
    Array.from({ length: 1 + Math.floor(random() * 6) }, () => {
      const word = Array.from({ length: 1 + Math.floor(random() * 9) }, () => pick(LETTERS)).join('');
      return `${pick(BETWEEN)}${word}${pick(BETWEEN)}`;
    }).join(random() < 0.8 ? ' ' : pick(BETWEEN)),
  );
  const { rows } = await pool.query<Tried>(
    `select said.text, words @@ message_query($1::uuid, said.text) as own, words @@ message_query($1::uuid, w.word) as word,
       words @@ message_query($1::uuid, left(w.word, greatest(3, length(w.word) - 1))) as part, words @@ message_query($2::uuid, said.text) as foreign
     from unnest($3::text[]) as said (text), lateral (select message_words($1::uuid, said.text) as words) m,
       lateral (select (search_words(said.text))[1] as word) w`,
    [ORG, randomUUID(), texts],
  );
  expect(rows).toHaveLength(ROUNDS);
  // Null: the text has no word.
  const wrong = rows.filter(
    ({ own, word, part, foreign }) => own === false || word === false || part === false || foreign === true,
  );
  expect(wrong).toEqual([]);
  expect(rows.filter(({ own }) => own === true).length).toBeGreaterThan(ROUNDS / 2);
});
