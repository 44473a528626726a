import { MEASURED } from './measured.ts';
import { simulateTurns } from './simulate-turns.ts';

/** Prints the replicas and PostgreSQL cores at 60 % load for multiples of this machine's turns, as on the capacity page. */
const { costs, turnsPerSecond } = MEASURED;
const TARGET = 0.6;
const SECONDS = 10;
const line = (cells: readonly (string | number)[]): void =>
  console.log(cells.map((cell, index) => String(cell).padStart(index === 0 ? 9 : 12)).join(''));

line(['turns/s', 'replicas', 'PG cores', 'commits/s', 'per flush', 'p50 ms', 'p99 ms', 'PG busy']);
for (const times of [1, 2, 5, 10, 30]) {
  const rate = times * turnsPerSecond;
  const replicas = Math.ceil((rate * costs.serverCpuMs) / 1_000 / TARGET);
  const postgresCores = Math.ceil((rate * costs.postgresCpuMs) / 1_000 / TARGET);
  const run = simulateTurns({
    costs,
    deployment: { replicas, poolSize: 20, postgresCores },
    load: { kind: 'open', turnsPerSecond: rate, modelMs: 500 },
    seconds: SECONDS,
  });
  line([
    rate,
    replicas,
    postgresCores,
    run.commitsPerSecond.toFixed(0),
    run.commitsPerFlush.toFixed(1),
    run.appendP50Ms.toFixed(1),
    run.appendP99Ms.toFixed(1),
    `${(run.postgresUtilization * 100).toFixed(0)} %`,
  ]);
}
