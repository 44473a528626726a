/**
 * Returns the items with the last match of `matches` changed. Returns the same array if there is no match, or if `change` returns
 * it unchanged.
 */
export function changeLast<Item>(
  items: readonly Item[],
  matches: (item: Item) => boolean,
  change: (item: Item) => Item,
): readonly Item[] {
  const index = items.findLastIndex(matches);
  const item = items[index];
  if (item === undefined) return items;
  const changed = change(item);
  return changed === item ? items : items.with(index, changed);
}
