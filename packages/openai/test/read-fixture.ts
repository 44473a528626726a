import { readFileSync } from 'node:fs';

/** The chunks of a recorded answer, one JSON object a line. The caller names the vendor's type of a chunk. */
export function readFixture<Chunk>(name: string): Chunk[] {
  const lines = readFileSync(new URL(`./fixtures/${name}.jsonl`, import.meta.url), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => JSON.parse(line) as Chunk);
}
