import type { OrganizationId, TurnId } from '@everruns/schemas';
import type { DispatchedSegment, RunningTurns } from '../ports/runner.ts';

export interface FairSlotsOptions {
  /** How many turns may run at once. */
  capacity: number;
  /** Whether `capacity` counts the turns of all processes together, and not only those of this one. */
  isForAll: boolean;
  /** Whether several organizations share the slots. A single one may use all of them. */
  isShared: boolean;
  /** The largest number of turns of an organization that may run at once, in all processes together. */
  limitOf(this: void, orgId: OrganizationId): number;
  /** Milliseconds on a monotonic clock. */
  monotonic(this: void): number;
}

interface Held {
  orgId: OrganizationId;
  takenAtMs: number;
}

/** An organization may hold this many times the slots that are free, so that some stay free for one that has none yet. */
const SHARE = 3;
/** The database counts a turn once its outbox row is gone, which may take this long after its slot was taken. */
const COUNTED_AFTER_MS = 500;
/** The other segments that wait stay in the outbox, and the sweep brings them again. */
const MAX_WAITING = { ofOrganization: 1_000, total: 20_000 };

/**
 * The slots in which turns run, and the segments that wait for one. An organization gets a slot while it holds fewer than three times the
 * free ones: one that sends much leaves a quarter of all slots to the others, and two leave a seventh. A slot that becomes free goes to
 * the waiting organization that holds the fewest.
 */
export class FairSlots {
  readonly #options: FairSlotsOptions;
  readonly #held = new Map<TurnId, Held>();
  readonly #counts = new Map<OrganizationId, number>();
  /** By organization, its segments by turn. An organization that was served goes to the end. */
  readonly #waiting = new Map<OrganizationId, Map<TurnId, DispatchedSegment>>();
  #waitingCount = 0;
  /** Running turns by organization that hold no slot of this process. */
  readonly #others = new Map<OrganizationId, number>();
  #othersTotal = 0;

  constructor(options: FairSlotsOptions) {
    this.#options = options;
  }

  /** Takes a slot for a turn that has none. False: it has to wait. */
  take(orgId: OrganizationId, turnId: TurnId): boolean {
    if (this.#held.has(turnId)) return true;
    if (!this.#mayTake(orgId)) return false;
    this.#held.set(turnId, { orgId, takenAtMs: this.#options.monotonic() });
    this.#counts.set(orgId, this.#countHeld(orgId) + 1);
    return true;
  }

  release(turnId: TurnId): void {
    const held = this.#held.get(turnId);
    if (held === undefined) return;
    this.#held.delete(turnId);
    subtractOne(this.#counts, held.orgId);
  }

  /** A turn is over. It held a slot of this process, or it is one of the others that the database has counted. */
  noteOver(orgId: OrganizationId, turnId: TurnId): void {
    if (this.#held.has(turnId)) return this.release(turnId);
    if (subtractOne(this.#others, orgId)) this.#othersTotal -= 1;
  }

  /** Takes the database's count, in which the turns that hold a slot here are included, except the newest ones. */
  noteRunning({ total, byOrganization, askedAtMs }: RunningTurns): void {
    const { isForAll } = this.#options;
    if (isForAll) {
      for (const [turnId, { takenAtMs }] of this.#held)
        if (takenAtMs < askedAtMs - COUNTED_AFTER_MS) this.release(turnId);
    }
    this.#others.clear();
    for (const [orgId, count] of byOrganization) {
      const others = isForAll ? count : count - this.#countHeld(orgId);
      if (others > 0) this.#others.set(orgId, others);
    }
    this.#othersTotal = isForAll ? total : 0;
  }

  /** Keeps a segment until `takeNext` returns it, in place of an older one of its turn. */
  wait(segment: DispatchedSegment): void {
    const own = this.#waiting.get(segment.org_id) ?? new Map<TurnId, DispatchedSegment>();
    const known = own.get(segment.turn_id);
    if (known !== undefined) {
      if (known.segment < segment.segment) own.set(segment.turn_id, segment);
      return;
    }
    if (own.size >= MAX_WAITING.ofOrganization || this.#waitingCount >= MAX_WAITING.total) return;
    own.set(segment.turn_id, segment);
    this.#waiting.set(segment.org_id, own);
    this.#waitingCount += 1;
  }

  /** Removes and returns the next segment whose organization may have a slot, or null. The slot is not taken yet. */
  takeNext(): DispatchedSegment | null {
    const orgId = this.#nextOrganization();
    const own = orgId === null ? undefined : this.#waiting.get(orgId);
    const [segment] = own?.values() ?? [];
    if (orgId === null || own === undefined || segment === undefined) return null;
    own.delete(segment.turn_id);
    this.#waitingCount -= 1;
    this.#waiting.delete(orgId);
    if (own.size > 0) this.#waiting.set(orgId, own);
    return segment;
  }

  clearWaiting(): void {
    this.#waiting.clear();
    this.#waitingCount = 0;
  }

  get waiting(): number {
    return this.#waitingCount;
  }

  /** For the metrics. */
  get stats(): { capacity: number; taken: number; waiting: number } {
    const { capacity } = this.#options;
    return { capacity, taken: this.#held.size + this.#othersTotal, waiting: this.#waitingCount };
  }

  #nextOrganization(): OrganizationId | null {
    let next: OrganizationId | null = null;
    for (const orgId of this.#waiting.keys()) {
      if (next !== null && this.#countForShare(orgId) >= this.#countForShare(next)) continue;
      if (this.#mayTake(orgId)) next = orgId;
    }
    return next;
  }

  #mayTake(orgId: OrganizationId): boolean {
    const { capacity, isShared, limitOf } = this.#options;
    const free = capacity - this.#held.size - this.#othersTotal;
    if (free <= 0 || this.#countHeld(orgId) + (this.#others.get(orgId) ?? 0) >= limitOf(orgId)) return false;
    return !isShared || this.#countForShare(orgId) < SHARE * free;
  }

  /** The turns that use up `capacity`. */
  #countForShare(orgId: OrganizationId): number {
    const others = this.#options.isForAll ? (this.#others.get(orgId) ?? 0) : 0;
    return this.#countHeld(orgId) + others;
  }

  #countHeld(orgId: OrganizationId): number {
    return this.#counts.get(orgId) ?? 0;
  }
}

/** Returns whether there was one. */
function subtractOne(counts: Map<OrganizationId, number>, orgId: OrganizationId): boolean {
  const count = counts.get(orgId) ?? 0;
  if (count > 1) counts.set(orgId, count - 1);
  else counts.delete(orgId);
  return count > 0;
}
