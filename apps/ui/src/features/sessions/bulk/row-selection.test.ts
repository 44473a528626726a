import { expect, it } from 'vitest';
import { NOTHING_CHOSEN, toggleRow, toggleShown } from './row-selection.ts';

const shown = ['a', 'b', 'c', 'd'];
const idsOf = ({ ids }: { ids: ReadonlySet<string> }): string[] => [...ids].toSorted();

it('a row is chosen, and taken back', () => {
  const one = toggleRow(NOTHING_CHOSEN, { id: 'b', shown, range: false });
  expect(idsOf(one)).toEqual(['b']);
  expect(idsOf(toggleRow(one, { id: 'b', shown, range: false }))).toEqual([]);
});

it('a range reaches from the last row to this one, in either direction, and is made like this one', () => {
  const from = toggleRow(NOTHING_CHOSEN, { id: 'c', shown, range: false });
  const up = toggleRow(from, { id: 'a', shown, range: true });
  expect(idsOf(up)).toEqual(['a', 'b', 'c']);
  expect(idsOf(toggleRow(up, { id: 'b', shown, range: true }))).toEqual(['c']);
});

it('without a last row that is shown, a range is one row', () => {
  expect(idsOf(toggleRow(NOTHING_CHOSEN, { id: 'c', shown, range: true }))).toEqual(['c']);
  const gone = toggleRow(NOTHING_CHOSEN, { id: 'x', shown: ['x'], range: false });
  expect(idsOf(toggleRow(gone, { id: 'c', shown, range: true }))).toEqual(['c', 'x']);
});

it('all rows are chosen, and none when all were; one row less is no longer all that the filter finds', () => {
  const all = toggleShown(NOTHING_CHOSEN, shown);
  expect(idsOf(all)).toEqual(shown);
  expect(toggleShown(all, shown)).toBe(NOTHING_CHOSEN);
  expect(toggleRow({ ...all, isAll: true }, { id: 'a', shown, range: false })).toMatchObject({ isAll: false });
});
