import type { StackProcess } from '../../dev/child-process.ts';
import { quantileOf } from '../../bench/measure/median.ts';
import { judgeLoad } from '../load/judge.ts';
import { countStatuses, listDoors, startLoad, toSeconds, type Load, type SeenTurn } from '../load/load.ts';
import type { Topology } from '../topology.ts';
import type { Drill, DrillOptions, DrillReport } from './drill.ts';

interface Restart {
  name: string;
  /** Milliseconds from SIGTERM to the end of the process, and from its start until it serves. */
  stopMs: number;
  startMs: number;
}

/** SIGTERM, wait, start, one process after another, while sessions go on. */
export const rollingRestart: Drill = {
  name: 'rolling-restart',
  says: 'every process is restarted in turn, under load',
  async run(topology, options) {
    const { sessions, turnsBetween, onProgress } = options;
    const load = await startLoad({ urls: listDoors(topology), sessions });
    onProgress(`${sessions} sessions are talking; first ${turnsBetween} turns without a fault …`);
    await load.untilTurns(turnsBetween);
    const quiet = [...load.turns];
    const restarts: Restart[] = [];
    for (const process of listProcesses(topology, options)) {
      restarts.push(await restart(process));
      onProgress(describe(restarts.at(-1)));
      await load.untilTurns(turnsBetween);
    }
    const violations = await judgeLoad(topology, load, Date.now());
    return { violations, lines: tell({ quiet, load, restarts }) };
  },
};

function listProcesses(topology: Topology, { hasProxy }: DrillOptions): StackProcess[] {
  const { workers, controlPlanes, ui, collector, proxy } = topology;
  return [...workers, ...controlPlanes, ...(ui === null ? [] : [ui]), collector, ...(hasProxy ? [proxy] : [])];
}

async function restart(process: StackProcess): Promise<Restart> {
  const begunAt = performance.now();
  await process.kill('SIGTERM');
  const goneAt = performance.now();
  await process.start();
  return { name: process.name, stopMs: goneAt - begunAt, startMs: performance.now() - goneAt };
}

function describe(restarted: Restart | undefined): string {
  if (restarted === undefined) return '';
  const { name, stopMs, startMs } = restarted;
  return `  ${name.padEnd(16)} stopped in ${toSeconds(stopMs)}, serves again after ${toSeconds(startMs)}`;
}

function tell(seen: { quiet: readonly SeenTurn[]; load: Load; restarts: readonly Restart[] }): DrillReport['lines'] {
  const { quiet, load, restarts } = seen;
  const during = load.turns.slice(quiet.length);
  const [before, after] = [p99(quiet), p99(during)];
  const times = ` (${(after / before).toFixed(1)} times the quiet value)`;
  const slowest = Math.max(0, ...during.map(({ endMs }) => endMs));
  return [
    `${load.turns.length} turns in ${load.sessionIds.length} sessions, ${restarts.length} restarts`,
    `answers to posts: ${countStatuses(load)}`,
    `first token, p99: ${toSeconds(before)} quiet, ${toSeconds(after)} during the restarts${times}`,
    `slowest turn: ${toSeconds(slowest)}`,
  ];
}

/** A turn whose reader was between two connections saw no token: its end counts. */
function p99(turns: readonly SeenTurn[]): number {
  return quantileOf(
    turns.map(({ firstTokenMs, endMs }) => firstTokenMs ?? endMs),
    0.99,
  );
}
