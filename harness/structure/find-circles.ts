/** Returns the groups of files that reach themselves over their imports, each once and sorted (Tarjan, 1972). */
export function findCircles(imports: ReadonlyMap<string, readonly string[]>): string[][] {
  const search: Search = { imports, index: new Map(), low: new Map(), open: [], circles: [] };
  for (const file of imports.keys()) if (!search.index.has(file)) visit(search, file);
  return search.circles;
}

interface Search {
  imports: ReadonlyMap<string, readonly string[]>;
  index: Map<string, number>;
  low: Map<string, number>;
  open: string[];
  circles: string[][];
}

function visit(search: Search, file: string): number {
  const { imports, index, low, open, circles } = search;
  const own = index.size;
  index.set(file, own);
  low.set(file, own);
  open.push(file);
  for (const target of imports.get(file) ?? []) {
    if (!imports.has(target)) continue;
    const reached = index.has(target)
      ? open.includes(target)
        ? (index.get(target) ?? own)
        : own
      : visit(search, target);
    low.set(file, Math.min(low.get(file) ?? own, reached));
  }
  const lowest = low.get(file) ?? own;
  if (lowest === own) {
    const group = open.splice(open.indexOf(file)).toSorted();
    if (group.length > 1 || (imports.get(file) ?? []).includes(file)) circles.push(group);
  }
  return lowest;
}
