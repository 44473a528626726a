import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { Arena, type RunnerName } from './run/arena.ts';
import { regressionsOf } from './run/regressions.ts';
import { MIXED, onlyJudged, runSeed, type SeedReport } from './run/run-seed.ts';
import { tellStory } from './run/tell-story.ts';

const { values } = parseArgs({
  options: {
    runner: { type: 'string', default: 'local' },
    scenario: { type: 'string', default: MIXED },
    /** Runs only this seed. */
    seed: { type: 'string' },
    /** The number of seeds to run, starting at `first`. */
    seeds: { type: 'string' },
    first: { type: 'string' },
    /** Runs every seed that once found a violation on this runner. */
    regressions: { type: 'boolean', default: false },
    /** The number of minutes to run fresh seeds if no other option is given. */
    minutes: { type: 'string', default: '3' },
  },
});
const runner: RunnerName = values.runner === 'temporal' ? 'temporal' : 'local';
const size =
  values.scenario === MIXED || values.regressions ? { controlPlanes: 3, workers: 3 } : { controlPlanes: 2, workers: 2 };
const reports: SeedReport[] = [];
const broken: number[] = [];
// Everything that the stack started ends with this process, whatever the reason.
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    printTotals();
    process.exit(1);
  });
}
let arena = await Arena.start(runner, size);
for (const [scenario, seed] of values.regressions ? regressionsOf(runner) : chooseSeeds()) {
  if (await playSeed(seed, scenario)) continue;
  // The leftovers of a violation must not count against the next seed.
  await arena[Symbol.asyncDispose]();
  arena = await Arena.start(runner, size);
}
await arena[Symbol.asyncDispose]();
printTotals();
process.exitCode = reports.some(hasFailed) || broken.length > 0 ? 1 : 0;

async function playSeed(seed: number, scenario: string): Promise<boolean> {
  try {
    const report = onlyJudged(await runSeed(arena, seed, scenario));
    reports.push(report);
    console.log(toRow(report));
    if (hasFailed(report)) console.log(await tellStory(arena, report));
    return !hasFailed(report);
  } catch (error) {
    broken.push(seed);
    console.log(`seed ${seed} could not be played:`, error);
    return false;
  }
}

function* chooseSeeds(): Generator<[scenario: string, seed: number]> {
  if (values.seed !== undefined) return yield [values.scenario, Number(values.seed)];
  const first = Number(values.first ?? (values.seeds === undefined ? randomInt(1_000_000_000) : 1));
  const count = values.seeds === undefined ? Infinity : Number(values.seeds);
  const endAt = values.seeds === undefined ? performance.now() + Number(values.minutes) * 60_000 : Infinity;
  console.log(`seeds from ${first} on the ${runner} runner, scenario ${values.scenario}`);
  for (let seed = first; seed < first + count && performance.now() < endAt; seed += 1) yield [values.scenario, seed];
}

/** A schedule whose faults all missed has shown nothing, so it counts as a failure. */
function hasFailed({ violations, blows }: SeedReport): boolean {
  return violations.length > 0 || blows.every(({ hits }) => hits === 0);
}

function toRow(report: SeedReport): string {
  const { seed, blows, sessions, messages, turns, waits, restMs, violations } = report;
  const cells = [String(seed).padStart(4), `${sessions.length} sessions`.padEnd(11), `${messages} messages`.padEnd(12)];
  const waited = Object.entries(waits)
    .map(([kind, count]) => `${kind} ${count}`)
    .join(', ');
  const verdict = violations.length > 0 ? `${violations.length} VIOLATIONS` : hasFailed(report) ? 'NO FAULT HIT' : 'ok';
  const struck = blows.map(({ name, hits, says }) => `${name} x${hits} (${says})`).join('; ');
  return [...cells, `${turns} turns`.padEnd(9), waited, `rest ${restMs} ms`.padEnd(14), verdict, struck].join('  ');
}

function printTotals(): void {
  const sum = (count: (report: SeedReport) => number) => reports.reduce((total, report) => total + count(report), 0);
  const blows = reports.flatMap((report) => report.blows);
  for (const [name, some] of Map.groupBy(blows, (blow) => blow.name))
    console.log(
      `  ${name.padEnd(28)} ${some.length} strikes, ${some.reduce((total, { hits }) => total + hits, 0)} hits`,
    );
  console.log(
    `${runner}: ${reports.length} seeds, ${blows.length} strikes, ${sum((report) => report.blows.reduce((total, { hits }) => total + hits, 0))} hits, ` +
      `${sum((report) => report.messages)} messages, ${sum((report) => report.turns)} turns, ` +
      `slowest rest ${Math.max(0, ...reports.map((report) => report.restMs))} ms, ` +
      `${sum((report) => report.violations.length)} violations, ${reports.filter(hasFailed).length + broken.length} seeds failed`,
  );
}
