import { findPrimary, judgeLoad } from '../load/judge.ts';
import { countStatuses, listDoors, startLoad, toSeconds, type Load, type SeenTurn } from '../load/load.ts';
import { tellTurn } from '../load/tell-turn.ts';
import type { Topology } from '../topology.ts';
import { beyondBound, type Drill, type DrillOptions, type DrillReport, type Late } from './drill.ts';

/** As long as the model of the figures that are published. */
const THINK_MS = 3_000;

/** What was done, and how long what was struck was away: until it served again. */
export interface Blow {
  says: string;
  awayMs: number;
}

export interface StrikePlan extends Pick<Drill, 'name' | 'says' | 'prepare'> {
  /** How long the slowest turn may take, its model's time included, if what was struck was away for so long. */
  boundMs(awayMs: number): number;
  thinkMs?: number;
  /** Returns what the clients send with every request. Absent: nothing. */
  signIn?(topology: Topology): Promise<Record<string, string>>;
  /** Resolves when what was struck is back. */
  strike(topology: Topology, load: Load, onProgress: DrillOptions['onProgress']): Promise<Blow>;
  /** What else must be so. */
  look?(topology: Topology, load: Load): Promise<Late[]> | Late[];
}

/** One fault under load: turns without it, the fault, turns after it, and then the judge. */
export function strikeDrill(plan: StrikePlan): Drill {
  const { name, says, prepare, thinkMs = THINK_MS } = plan;
  return {
    name,
    says,
    ...(prepare === undefined ? {} : { prepare }),
    async run(topology, { sessions, turnsBetween, isStrict, onProgress }) {
      const headers = (await plan.signIn?.(topology)) ?? {};
      const load = await startLoad({ urls: listDoors(topology), sessions, thinkMs, headers });
      onProgress(`${sessions} sessions are talking; first ${turnsBetween} turns without a fault …`);
      await load.untilTurns(turnsBetween);
      const quiet = load.turns.length;
      const blow = await plan.strike(topology, load, onProgress);
      onProgress(`${blow.says}; away for ${toSeconds(blow.awayMs)}. Turns after it …`);
      await load.untilTurns(turnsBetween);
      const violations = [
        ...(await judgeLoad(topology, load, Date.now())),
        ...((await plan.look?.(topology, load)) ?? []),
      ];
      const bound = plan.boundMs(blow.awayMs);
      const after = load.turns.slice(quiet);
      const slowest = slowestOf(after);
      const turn = after.find(({ endMs }) => endMs === slowest);
      const log = turn === undefined ? '' : await tellTurn(await findPrimary(topology), turn);
      const late = beyondBound(`the slowest turn took ${toSeconds(slowest)}, and may take ${toSeconds(bound)}`);
      return {
        violations: isStrict && slowest > bound ? [...violations, late] : violations,
        lines: [...tell({ quiet: load.turns.slice(0, quiet), load, blow, slowest, bound }), `  its log: ${log}`],
      };
    },
  };
}

function tell(seen: {
  quiet: readonly SeenTurn[];
  load: Load;
  blow: Blow;
  slowest: number;
  bound: number;
}): DrillReport['lines'] {
  const { quiet, load, blow, slowest, bound } = seen;
  return [
    `${blow.says}, away for ${toSeconds(blow.awayMs)}`,
    `${load.turns.length} turns in ${load.sessionIds.length} sessions; answers to posts: ${countStatuses(load)}`,
    `slowest turn: ${toSeconds(slowestOf(quiet))} quiet, ${toSeconds(slowest)} with the fault (bound ${toSeconds(bound)})`,
  ];
}

function slowestOf(turns: readonly SeenTurn[]): number {
  return Math.max(0, ...turns.map(({ endMs }) => endMs));
}

/** Waits for something, and returns how long it took, in milliseconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const begunAt = performance.now();
  await work();
  return performance.now() - begunAt;
}
