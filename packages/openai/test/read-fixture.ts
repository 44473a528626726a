import { readFileSync } from 'node:fs';

/** Returns the chunks of a recorded answer, one JSON object per line. The caller chooses the vendor's type of a chunk. */
export function readFixture<Chunk>(name: string): Chunk[] {
  const lines = readFileSync(new URL(`./fixtures/${name}.jsonl`, import.meta.url), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => JSON.parse(line) as Chunk);
}
