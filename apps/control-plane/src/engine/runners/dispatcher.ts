import { sleep } from '@everruns/kernel';
import type { OrganizationId, TurnId } from '@everruns/schemas';
import type { Logger } from 'pino';
import { runSql, type Database } from '../../db/database.ts';
import type { AgentRunner, DispatchedSegment, ExecutionSlot } from '../ports/runner.ts';
import type { TurnState } from '../state/rows.ts';

const START_TIMEOUT_MS = 3_000;
/** Delivered rows are deleted after this time, so that one statement deletes many; after a second the sweep would deliver them again. */
const DELETE_EVERY_MS = 100;

const DELETE = `delete from outbox o using unnest($1::uuid[], $2::uuid[], $3::int[]) as d (org_id, turn_id, segment)
  where o.org_id = d.org_id and o.turn_id = d.turn_id and o.segment = d.segment`;

/**
 * Delivers segments to the runner: at once after the commit that wrote the row, and again by the sweep for as long as the row exists (E2).
 */
export class Dispatcher {
  readonly #db: Database;
  readonly #log: Logger;
  #runner: AgentRunner | null = null;
  readonly #pending = new Set<Promise<void>>();
  readonly #delivered: DispatchedSegment[] = [];
  #deleting: Promise<void> | null = null;

  constructor(deps: { db: Database; log: Logger }) {
    this.#db = deps.db;
    this.#log = deps.log;
  }

  attach(runner: AgentRunner | null): void {
    this.#runner = runner;
  }

  reserve(orgId: OrganizationId, turnId: TurnId): ExecutionSlot | null {
    return this.#runner?.reserve?.(orgId, turnId) ?? null;
  }

  dispatchTurn(turn: TurnState): void {
    this.dispatch({
      org_id: turn.org_id,
      turn_id: turn.id,
      session_id: turn.session_id,
      segment: turn.segment,
      start_iteration: turn.iteration,
      max_iterations: turn.max_iterations,
    });
  }

  dispatch(segment: DispatchedSegment): void {
    const delivery = this.#deliver(segment).finally(() => this.#pending.delete(delivery));
    this.#pending.add(delivery);
  }

  /** Resolves when no delivery is in progress and no delivered row is left to delete. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#pending);
    await this.#deleting;
  }

  async #deliver(segment: DispatchedSegment): Promise<void> {
    const runner = this.#runner;
    if (runner === null) return;
    try {
      const outcome = await withDeadline(runner.start(segment));
      if (outcome !== 'delivered' || runner.name === 'local') return;
      this.#delivered.push(segment);
      this.#deleting ??= this.#deleteDelivered();
    } catch (error) {
      this.#log.warn(
        { err: error, turn_id: segment.turn_id, segment: segment.segment },
        'A turn could not be delivered. The sweep tries again.',
      );
    }
  }

  async #deleteDelivered(): Promise<void> {
    await sleep(DELETE_EVERY_MS);
    this.#deleting = null;
    const rows = this.#delivered.splice(0);
    const columns = [rows.map((row) => row.org_id), rows.map((row) => row.turn_id), rows.map((row) => row.segment)];
    await runSql(this.#db, DELETE, columns).catch((error: unknown) =>
      this.#log.warn(
        { err: error },
        'Delivered rows could not be deleted. The sweep delivers them again, which is harmless.',
      ),
    );
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
