import { parseArgs } from 'node:util';
import { omitUndefined } from '@everruns/kernel';
import { startStack } from '../dev/stack.ts';
import { FUZZ_AUTH } from './fuzz-world.ts';
import { runFuzz, type FuzzReport } from './run-fuzz.ts';

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    base: { type: 'string' },
    auth: { type: 'string', default: 'none' },
  },
});

const ROUNDS_A_LINE = 50;

let told = 0;

/** Prints a fault immediately, because a long run may end before it prints its report. */
function printProgress({ requests, faults, slowestMs, memory }: FuzzReport): void {
  for (const fault of faults.slice(told)) console.log(fault);
  told = faults.length;
  if (memory.length % ROUNDS_A_LINE !== 0) return;
  console.log(`${requests} requests, ${faults.length} faults, ${Math.round(slowestMs)} ms, ${memory.at(-1)} MB`);
}

const authMode = values.auth === 'full' ? 'full' : 'none';
const env = { LOG_LEVEL: 'warn', ...(authMode === 'full' ? FUZZ_AUTH : {}) };
await using stack = await startStack({ runner: 'local', env });
const [controlPlane] = stack.controlPlanes;
if (controlPlane === undefined) throw new Error('the stack has no control plane');
const report = await runFuzz({
  url: stack.urls[0] ?? '',
  requests: Number(values.requests),
  seed: Number(values.seed),
  pid: controlPlane.pid,
  authMode,
  ...omitUndefined({ only: values.only, base: values.base }),
  // Nothing else runs beside it.
  timeoutMs: 5_000,
  onRound: printProgress,
});
const statuses = [...report.statuses].toSorted(([a], [b]) => a - b).map(([status, times]) => `${status}: ${times}`);
const unknownFailures = controlPlane
  .output()
  .split('\n')
  .filter((line) => line.includes('request failed'));
for (const fault of [...report.faults.slice(told), ...unknownFailures]) console.log(fault);
console.log(`answers ${statuses.join(', ')}`);
const never = [...report.successes].flatMap(([operationId, times]) => (times === 0 ? [operationId] : []));
console.log(`never 2xx: ${never.join(', ') || 'none'}`);
console.log(`memory: ${report.memory.filter((_, round) => round % ROUNDS_A_LINE === 0).join(' ')} MB`);
console.log(`${report.requests} requests, ${report.faults.length} faults, slowest ${Math.round(report.slowestMs)} ms`);
process.exitCode = report.faults.length + unknownFailures.length === 0 ? 0 : 1;
