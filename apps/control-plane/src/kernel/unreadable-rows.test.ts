import { expect, it } from 'vitest';
import { readRow, takeReadable, type UnreadableRow } from './read-rows.ts';
import { UnreadableRows } from './unreadable-rows.ts';

it('a row that cannot be read is logged once, with its table and id, and counted each time it is left out', () => {
  const lines: unknown[] = [];
  const counted: UnreadableRow['table'][] = [];
  const unreadable = new UnreadableRows({ error: (details: unknown) => void lines.push(details) });
  unreadable.observe(({ table }) => void counted.push(table));
  const rows = ['{"a":1}', 'torn', '{"a":2}'].map((text, index) =>
    readRow({ table: 'agents', id: `id-${index}` }, () => JSON.parse(text) as unknown),
  );
  for (let read = 0; read < 3; read += 1) expect(takeReadable(rows, unreadable.report)).toEqual([{ a: 1 }, { a: 2 }]);
  expect(lines).toEqual([{ table: 'agents', id: 'id-1', reason: expect.stringContaining('torn') as string }]);
  expect(counted).toEqual(['agents', 'agents', 'agents']);
});
