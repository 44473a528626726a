import type { BegunAtom } from '@everruns/internal-protocol';
import type { SessionId, TurnId, OrganizationId } from '@everruns/schemas';

/** A turn that is ready to run, as the dispatcher found it in the outbox. */
export interface DispatchedSegment {
  org_id: OrganizationId;
  turn_id: TurnId;
  session_id: SessionId;
  segment: number;
  start_iteration: number;
  max_iterations: number;
}

/** Room for one turn, held while it starts. */
export interface ExecutionSlot {
  processId: string;
  /** Runs a segment that is claimed for the process and begun; `begun` reads what its first step needs. Takes the seat. */
  run(segment: DispatchedSegment, begun: () => Promise<BegunAtom>): void;
  /** Gives the seat back. Nothing happens once it is taken. */
  release(): void;
}

/** Runs turn segments somewhere. Every method is idempotent and may be called by any replica at any time. */
export interface AgentRunner {
  readonly name: 'local' | 'temporal';
  /**
   * Delivers a segment. Resolves with `delivered` once the runner owns it (the outbox row may go; the local runner takes the row
   * itself), with `busy` when this replica has no room now. Throws when the runner cannot be reached: the row is delivered again.
   */
  start(segment: DispatchedSegment): Promise<'delivered' | 'busy'>;
  /** A seat in this process, so that the commit that starts the turn may begin it too. Null: there is none, it is dispatched. */
  reserve?(turnId: TurnId): ExecutionSlot | null;
  /**
   * Tells the runner that everything below `segment` of this turn is void. Best effort: PostgreSQL has already fenced it. A
   * `canceled` turn ends in its own time; what is `fenced` showed no life and is ended without being asked.
   */
  stop(turnId: TurnId, segment: number, reason: 'canceled' | 'fenced'): Promise<void>;
  /** Which of these segments does nobody run any more? Asked by the reconciler, with bounded time. */
  reconcile(segments: DispatchedSegment[]): Promise<DispatchedSegment[]>;
  /** Takes nothing new, lets running work finish until the signal aborts, then leaves it to others. */
  close(signal: AbortSignal): Promise<void>;
}
