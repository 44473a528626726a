import { parseArgs } from 'node:util';
import { Arena, type RunnerName } from './run/arena.ts';
import { runSeed, type SeedReport } from './run/run-seed.ts';
import { tellStory } from './run/tell-story.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '30' },
    runner: { type: 'string', default: 'local' },
    first: { type: 'string', default: '1' },
    seed: { type: 'string' },
    strike: { type: 'string' },
  },
});
const runner: RunnerName = values.runner === 'temporal' ? 'temporal' : 'local';
const seeds =
  values.seed === undefined
    ? Array.from({ length: Number(values.seeds) }, (_, index) => Number(values.first) + index)
    : [Number(values.seed)];

await using arena = await Arena.start(runner);
const reports: SeedReport[] = [];
for (const seed of seeds) {
  const report = await runSeed(arena, seed, values.strike);
  reports.push(report);
  console.log(toRow(report));
  if (report.violations.length > 0) console.log(await tellStory(arena, report));
}
const sum = (count: (report: SeedReport) => number) => reports.reduce((total, report) => total + count(report), 0);
const violations = sum((report) => report.violations.length);
console.log(
  `${runner}: ${reports.length} strikes, ${sum((report) => report.messages)} messages, ${sum((report) => report.turns)} turns, ` +
    `slowest rest ${Math.max(...reports.map((report) => report.restMs))} ms, ${violations} violations`,
);
process.exitCode = violations === 0 ? 0 : 1;

function toRow({ seed, strike, moment, sessions, messages, turns, restMs, violations: found }: SeedReport): string {
  const cells = [String(seed).padStart(4), strike.padEnd(28), `${sessions.length} sessions`.padEnd(12)];
  cells.push(`${messages} messages`.padEnd(13), `${turns} turns`.padEnd(10), `rest ${restMs} ms`.padEnd(15));
  return [...cells, found.length === 0 ? 'ok' : `${found.length} VIOLATIONS`, moment].join('  ');
}
