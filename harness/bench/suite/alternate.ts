import type { LoadGenerator } from '../load/load-generator.ts';
import type { LoadResult, LoadSpec } from '../load/load-spec.ts';
import { readCpuMs } from '../measure/cpu-time.ts';
import { quantileOf } from '../measure/median.ts';
import type { Subject } from './subject.ts';

/** The results of one round. */
export interface Round {
  firstEventP50: number;
  firstEventP99: number;
  firstDeltaP50: number;
  turnP50: number;
  turnP99: number;
  /** The time of session, stream and turn together; NaN if no turn was the first of its session. */
  wholeP50: number;
  turnsPerSecond: number;
  /** CPU milliseconds of the server's processes; those of PostgreSQL are separate. */
  serverCpuMs: number;
  postgresCpuMs: number;
}

export interface Rounds {
  product: Round[];
  floor: Round[];
}

export interface AlternateOptions {
  load: LoadGenerator;
  postgresPid: number;
  product: Subject;
  floor: Subject;
  rounds: number;
  spec: Omit<LoadSpec, 'url' | 'agentId'>;
}

const OUTPUT_SHOWN = 4_000;

const WARM_UP = { lanes: 16, turnsPerLane: 100, turnsPerSession: 25, warmUpTurns: 0 };

/**
 * A server runs for days, so both are measured after V8 has compiled the code and PostgreSQL has planned the statements of
 * a turn.
 */
export async function warmUp(
  { load, product, floor }: Pick<AlternateOptions, 'load' | 'product' | 'floor'>,
  text: string,
): Promise<void> {
  for (const { url, agentId } of [product, floor]) await load.play({ ...WARM_UP, url, agentId, text });
}

/** Alternates the same load between product and floor, each first in turn, so that both meet the same conditions. */
export async function alternate(options: AlternateOptions): Promise<Rounds> {
  const rounds: Rounds = { product: [], floor: [] };
  for (let round = 0; round < options.rounds; round += 1) {
    for (const side of round % 2 === 0 ? (['product', 'floor'] as const) : (['floor', 'product'] as const)) {
      rounds[side].push(await playRound(options, options[side]));
    }
  }
  return rounds;
}

/** Runs one round on one subject. */
export async function playRound(
  { load, postgresPid, spec }: Pick<AlternateOptions, 'load' | 'postgresPid' | 'spec'>,
  subject: Subject,
): Promise<Round> {
  const { url, agentId, pid, output } = subject;
  const before = { server: readCpuMs([pid]), postgres: readCpuMs([postgresPid]) };
  const result = await load.play({ ...spec, url, agentId }).catch((error: unknown) => {
    throw new Error(`The round failed; the server had printed:\n${output().slice(-OUTPUT_SHOWN)}`, { cause: error });
  });
  const turns = spec.lanes * (spec.turnsPerLane + spec.warmUpTurns);
  return {
    ...summarize(result),
    serverCpuMs: (readCpuMs([pid]) - before.server) / turns,
    postgresCpuMs: (readCpuMs([postgresPid]) - before.postgres) / turns,
  };
}

function summarize(result: LoadResult) {
  return {
    firstEventP50: quantileOf(result.firstEventMs, 0.5),
    firstEventP99: quantileOf(result.firstEventMs, 0.99),
    firstDeltaP50: quantileOf(result.firstDeltaMs, 0.5),
    turnP50: quantileOf(result.turnMs, 0.5),
    turnP99: quantileOf(result.turnMs, 0.99),
    wholeP50: quantileOf(result.wholeMs, 0.5),
    turnsPerSecond: (result.turnMs.length / result.elapsedMs) * 1_000,
  };
}
