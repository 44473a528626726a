/** The same items with the last one that `matches` changed; the very same array where there is none, or `change` leaves it as it is. */
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
