/** Every `EVERRUNS_*` name that any process of the product reads. */
const KNOWN_NAMES = ['EVERRUNS_DATA_DIR', 'EVERRUNS_API_URL', 'EVERRUNS_API_KEY', 'EVERRUNS_ORG_ID'] as const;

/** One sentence for each `EVERRUNS_*` variable that nobody reads, with the name that was probably meant. */
export function findUnknownNames(env: Record<string, string | undefined>): { name: string; message: string }[] {
  return Object.keys(env)
    .filter((name) => name.startsWith('EVERRUNS_') && !KNOWN_NAMES.some((known) => known === name))
    .map((name) => ({ name, message: `is not a setting; did you mean ${nearestName(name)}?` }));
}

function nearestName(name: string): string {
  const ranked = KNOWN_NAMES.map((known) => ({ known, distance: editDistance(name, known) }));
  return ranked.reduce((best, next) => (next.distance < best.distance ? next : best)).known;
}

/** Levenshtein distance. */
function editDistance(left: string, right: string): number {
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= right.length; j += 1) {
      const substitution = (previous[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1);
      row.push(Math.min(substitution, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    previous = row;
  }
  return previous[right.length] ?? 0;
}
