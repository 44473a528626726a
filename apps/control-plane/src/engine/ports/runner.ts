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

/** The turns that run in all processes together, as the database counts them. */
export interface RunningTurns {
  total: number;
  /** The organizations with the most. */
  byOrganization: ReadonlyMap<OrganizationId, number>;
  /** When the database was asked, on the monotonic clock. */
  askedAtMs: number;
}

/** An execution slot for one turn, held while the turn starts. */
export interface ExecutionSlot {
  processId: string;
  /**
   * Asks the model for the first step of a segment while the commit that begins it is on its way to the disk; `run` with the same `begun`
   * goes on from there. Returns the function that gives the answer up.
   */
  askEarly(segment: DispatchedSegment, begun: BegunAtom): (next?: BegunAtom) => void;
  /** Runs a segment that is claimed for this process and begun; `begun` reads what its first step needs. Uses the slot. */
  run(segment: DispatchedSegment, begun: () => Promise<BegunAtom>): void;
  /** Releases the slot. Does nothing once the slot is used. */
  release(): void;
}

/** A worker that asks the runner for work. */
export interface Poller {
  name: string;
  /** By the runner's clock, in milliseconds since the epoch. It may be a minute old, because one question lasts that long. */
  seenAtMs: number;
}

/** Runs turn segments somewhere. Every method is idempotent and may be called by any replica at any time. */
export interface AgentRunner {
  readonly name: 'local' | 'temporal';
  /**
   * Delivers a segment. Resolves with `delivered` once the runner owns it (the outbox row may go; the local runner takes the row
   * itself), with `busy` when this replica has no room now. Throws when the runner cannot be reached: the row is delivered again.
   */
  start(segment: DispatchedSegment): Promise<'delivered' | 'busy'>;
  /**
   * Reserves an execution slot in this process, so that the commit that starts the turn can also begin it. Null: there is no free slot, and
   * the turn is dispatched.
   */
  reserve?(orgId: OrganizationId, turnId: TurnId): ExecutionSlot | null;
  /** Takes the database's count of the turns that run. Called with each sweep. */
  noteRunning?(turns: RunningTurns): void;
  /**
   * Tells the runner that all segments of this turn below `segment` are void. Best effort: PostgreSQL has already fenced them. A `canceled`
   * segment may end by itself; a `fenced` one showed no sign of life and is terminated.
   */
  stop(turnId: TurnId, segment: number, reason: 'canceled' | 'fenced'): Promise<void>;
  /** Returns the segments that no longer run anywhere. The reconciler asks, with bounded time. */
  reconcile(segments: DispatchedSegment[]): Promise<DispatchedSegment[]>;
  /**
   * Returns the workers that poll for work, by name, with the time when each was last seen. Throws when the runner cannot be reached.
   * Absent where turns run in this process.
   */
  listPollers?(): Promise<Poller[]>;
  /** Takes no new work, lets running work finish until the signal aborts, and leaves the rest to other processes. */
  close(signal: AbortSignal): Promise<void>;
}
