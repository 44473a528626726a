import { expect, it } from 'vitest';
import { LogPager, type ReadLogPage } from './log-pager.ts';
import { append, createMemoryLog, ORG, type MemoryLog } from './testing/memory-log.ts';

const MEGABYTE = 1024 * 1024;

/** A log of so many events of one size, and what is asked of it. */
function fill(
  count: number,
  dataLength: number,
): { memory: MemoryLog; asked: Parameters<ReadLogPage>[0][]; pager: LogPager } {
  const memory = createMemoryLog();
  for (let index = 0; index < count; index += 1) append(memory, 'x', JSON.stringify('x'.repeat(dataLength)));
  const asked: Parameters<ReadLogPage>[0][] = [];
  const readPage: ReadLogPage = (query) => (asked.push(query), memory.readPage(query));
  const pager = new LogPager(readPage, { org_id: ORG, session_id: memory.session_id, after_sequence: 0 });
  return { memory, asked, pager };
}

it('reads a small page first, and then as many rows as make about a megabyte', async () => {
  const { asked, memory, pager } = fill(150, 4_000);
  expect((await pager.next()).events).toHaveLength(100);
  await pager.next();
  const rows = asked[1]?.limit ?? 0;
  const rowBytes = memory.events[0]?.json.length ?? 0;
  expect(rows * rowBytes).toBeLessThanOrEqual(MEGABYTE);
  expect((rows + 2) * rowBytes).toBeGreaterThan(MEGABYTE);
  expect(asked).toMatchObject([
    { org_id: ORG, session_id: memory.session_id, after_sequence: 0, limit: 100 },
    { org_id: ORG, session_id: memory.session_id, after_sequence: 100 },
  ]);
});

it('reads ten rows at least, however large they are, and two thousand at most, however small', async () => {
  const large = fill(101, 200_000);
  await large.pager.next();
  await large.pager.next();
  expect(large.asked[1]?.limit).toBe(10);
  const small = fill(101, 0);
  await small.pager.next();
  await small.pager.next();
  expect(small.asked[1]?.limit).toBe(2_000);
});

it('is at the end when a page was not filled, and not before', async () => {
  const { pager } = fill(100, 0);
  expect(await pager.next()).toMatchObject({ atEnd: false });
  expect(pager.cursor).toBe(100);
  expect(await pager.next()).toEqual({ events: [], atEnd: true });
  expect(pager.cursor).toBe(100);
});
