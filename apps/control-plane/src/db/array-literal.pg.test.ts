import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { toArrayLiteral } from './array-literal.ts';

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database[Symbol.asyncDispose]();
});

/** Every text that PostgreSQL can store: anything but a NUL and halves of surrogate pairs. */
const storable = fc.string({ unit: 'binary' }).filter((text) => !text.includes('\u0000'));
const AWKWARD = ['', 'NULL', 'null', '{}', '"', '\\', '\\"', ',', ' ', '\n\t\b', '\\n', '\u2028', '👋'];
const awkward = fc.nat(AWKWARD.length - 1).map((index) => AWKWARD[index] ?? '');

async function readBack(type: string, items: readonly (string | null)[]): Promise<unknown> {
  const text = `select array(select item::text from unnest($1::${type}[]) with ordinality as i (item, place) order by place) as items`;
  const { rows } = await client.query<{ items: unknown }>(text, [toArrayLiteral(items)]);
  return rows[0]?.items;
}

describe('an array literal', () => {
  it('gives PostgreSQL the same texts and nulls, whatever stands in them', async () => {
    const lists = fc.array(fc.option(fc.oneof(storable, awkward)));
    const check = fc.asyncProperty(lists, async (items) => {
      expect(await readBack('text', items)).toEqual(items);
    });
    await fc.assert(check, { numRuns: 300 });
  });

  it('gives it the same JSON, letter by letter', async () => {
    const json = fc.jsonValue({ stringUnit: 'binary' }).map((value) => JSON.stringify(value));
    const lists = fc.array(fc.option(json));
    const check = fc.asyncProperty(lists, async (items) => {
      expect(await readBack('json', items)).toEqual(items);
    });
    await fc.assert(check, { numRuns: 300 });
  });

  it('may be empty', async () => {
    expect(await readBack('uuid', [])).toEqual([]);
  });
});
