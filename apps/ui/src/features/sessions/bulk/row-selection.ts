/** Which sessions of a list somebody has chosen. */
export interface RowSelection {
  ids: ReadonlySet<string>;
  /** All that the filter finds, those that are not shown included. */
  isAll: boolean;
  /** The row that was chosen last, from which a range begins. */
  last: string | null;
}

export const NOTHING_CHOSEN: RowSelection = { ids: new Set(), isAll: false, last: null };

/** Chooses a row or takes it back. With `range`, all rows between the last one and this one are made like this one. */
export function toggleRow(
  { ids, last }: RowSelection,
  { id, shown, range }: { id: string; shown: readonly string[]; range: boolean },
): RowSelection {
  const isChosen = !ids.has(id);
  const from = range && last !== null ? shown.indexOf(last) : -1;
  const to = shown.indexOf(id);
  const rows = from < 0 || to < 0 ? [id] : shown.slice(Math.min(from, to), Math.max(from, to) + 1);
  const next = new Set(ids);
  for (const row of rows) {
    if (isChosen) next.add(row);
    else next.delete(row);
  }
  return { ids: next, isAll: false, last: id };
}

/** Chooses all rows that are shown, or none if all of them are chosen. */
export function toggleShown({ ids }: RowSelection, shown: readonly string[]): RowSelection {
  return shown.every((id) => ids.has(id)) ? NOTHING_CHOSEN : { ids: new Set(shown), isAll: false, last: null };
}
