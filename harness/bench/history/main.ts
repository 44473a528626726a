import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { BenchResult } from '../measure/write-results.ts';
import { compareNight, formatNight, type Night } from './compare-night.ts';

// `node harness/bench/history/main.ts FOLDER RESULTS COMMIT`: keeps a night's results in the folder and prints them beside those before.
const [folder, results, commit] = process.argv.slice(2);
if (folder === undefined || results === undefined || commit === undefined) {
  console.error('Usage: node harness/bench/history/main.ts FOLDER RESULTS COMMIT');
  process.exit(1);
}
const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .toSorted();
const before = files.map((name) => read(path.join(folder, name)) as Night);
const tonight: Night = { commit, results: read(results) as BenchResult[] };
const [first] = read(results) as BenchResult[];
console.log(formatNight(compareNight(tonight, before)));
// The names sort by the time at which the bench began.
const name = `${(first?.at ?? '').replaceAll(/[:.]/g, '-')}-${commit.slice(0, 10)}.json`;
writeFileSync(path.join(folder, name), `${JSON.stringify(tonight)}\n`);
