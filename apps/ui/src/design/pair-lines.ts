/** A line of a comparison side by side. Null: this side has no line there. */
export interface LinePair {
  before: string | null;
  after: string | null;
  kind: 'same' | 'changed' | 'gap';
}

/** Pairs the lines of a unified diff: what went stands beside what came in its place. A gap stands for lines that are left out. */
export function pairLines(patch: string): LinePair[] {
  const pairs: LinePair[] = [];
  let [gone, come]: [string[], string[]] = [[], []];
  const flush = () => {
    for (let index = 0; index < Math.max(gone.length, come.length); index += 1)
      pairs.push({ before: gone[index] ?? null, after: come[index] ?? null, kind: 'changed' });
    [gone, come] = [[], []];
  };
  let isInHunk = false;
  for (const line of patch.split('\n')) {
    if (line.startsWith('@@')) {
      flush();
      if (isInHunk) pairs.push({ before: null, after: null, kind: 'gap' });
      isInHunk = true;
    } else if (isInHunk && line.startsWith('-')) {
      if (come.length > 0) flush();
      gone.push(line.slice(1));
    } else if (isInHunk && line.startsWith('+')) {
      come.push(line.slice(1));
    } else if (isInHunk && line.startsWith(' ')) {
      flush();
      pairs.push({ before: line.slice(1), after: line.slice(1), kind: 'same' });
    }
  }
  flush();
  return pairs;
}
