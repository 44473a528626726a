import type { SessionId, TurnId } from '@everruns/schemas';
import type { Logger } from 'pino';
import { runSql, type Database } from '../db/database.ts';
import type { AgentRunner, DispatchedSegment, Seat } from './runner.ts';
import type { TurnState } from './state.ts';

const START_TIMEOUT_MS = 3_000;

/** Hands segments to the runner: at once after the commit that wrote the row, again by the sweep while the row is there (E2). */
export class Dispatcher {
  readonly #db: Database;
  readonly #log: Logger;
  #runner: AgentRunner | null = null;
  readonly #pending = new Set<Promise<void>>();

  constructor(deps: { db: Database; log: Logger }) {
    this.#db = deps.db;
    this.#log = deps.log;
  }

  attach(runner: AgentRunner | null): void {
    this.#runner = runner;
  }

  reserve(turnId: string): Seat | null {
    return this.#runner?.reserve?.(turnId as TurnId) ?? null;
  }

  dispatchTurn(turn: TurnState): void {
    this.dispatch({
      org_id: turn.org_id,
      turn_id: turn.id as TurnId,
      session_id: turn.session_id as SessionId,
      segment: turn.segment,
      start_iteration: turn.iteration,
      max_iterations: turn.max_iterations,
    });
  }

  dispatch(segment: DispatchedSegment): void {
    const delivery = this.#deliver(segment).finally(() => this.#pending.delete(delivery));
    this.#pending.add(delivery);
  }

  /** Resolves when no delivery is under way. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#pending);
  }

  async #deliver(segment: DispatchedSegment): Promise<void> {
    const runner = this.#runner;
    if (runner === null) return;
    try {
      const outcome = await withDeadline(runner.start(segment));
      if (outcome !== 'delivered' || runner.name === 'local') return;
      await runSql(this.#db, 'delete from outbox where org_id = $1 and turn_id = $2 and segment = $3', [
        segment.org_id,
        segment.turn_id,
        segment.segment,
      ]);
    } catch (error) {
      this.#log.warn(
        { err: error, turn_id: segment.turn_id, segment: segment.segment },
        'turn not delivered; the sweep tries again',
      );
    }
  }
}

async function withDeadline<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`the runner did not answer within ${START_TIMEOUT_MS} ms`)),
      START_TIMEOUT_MS,
    );
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
