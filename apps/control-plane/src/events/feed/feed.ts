import type { Ids } from '@everruns/core/catalog';
import { EverrunsError, LIMITS, type FeedHint, type OrganizationId } from '@everruns/schemas';
import type { SubjectReach } from '../../kernel/subject-reach.ts';
import type { OrganizationLimits } from '../../limits/organization-limits.ts';
import type { EventBus, OrganizationFeed } from '../hub.ts';
import { FeedReader } from './feed-reader.ts';
import { FeedRing } from './feed-ring.ts';

/** Hints are gathered for this time, so that a busy organization wakes its readers a few times a second. */
const GATHER_MS = 50;
/** After this time other replicas know that somebody reads. What they did until then is read anew. */
const KNOWN_MS = 1_000;
/** For how long hints are kept after the last reader has left: it comes back from a lost connection. */
const LINGER_MS = 60_000;

export interface FeedDeps {
  bus: EventBus;
  ids: Pick<Ids, 'uuid'>;
  organizations?: Pick<OrganizationLimits, 'enter'> | undefined;
  /** The most readers of this process. */
  maxReaders?: number;
}

interface Room {
  ring: FeedRing;
  readers: Set<FeedReader>;
  waking: NodeJS.Timeout | null;
  leaving: NodeJS.Timeout | null;
  joining: NodeJS.Timeout | null;
}

/** Tells the readers of each organization what has changed. Nothing is kept for an organization without readers. */
export class Feed implements OrganizationFeed {
  readonly #deps: FeedDeps;
  readonly #rooms = new Map<OrganizationId, Room>();
  #readers = 0;
  #isDraining = false;

  constructor(deps: FeedDeps) {
    this.#deps = deps;
  }

  isFollowed(orgId: OrganizationId): boolean {
    return this.#rooms.has(orgId) || this.#deps.bus.hasFollowers(orgId);
  }

  publish(orgId: OrganizationId, subject: string | null, hint: FeedHint): void {
    if (!this.isFollowed(orgId)) return;
    this.take(orgId, subject, hint);
    this.#deps.bus.publish({ kind: 'feed', org_id: orgId, subject, hint });
  }

  /** Takes a hint, of this replica or another one, for the readers here. */
  take(orgId: OrganizationId, subject: string | null, hint: FeedHint): void {
    const room = this.#rooms.get(orgId);
    if (room === undefined) return;
    room.ring.add(subject, hint);
    this.#wakeSoon(room);
  }

  /** Hints of other replicas may have been lost, so all readers are told to read everything anew. */
  resetAll(): void {
    for (const room of this.#rooms.values()) this.#reset(room);
  }

  subscribe(orgId: OrganizationId, options: { subjects: SubjectReach; lastId: string | null }): FeedReader {
    if (this.#isDraining) {
      throw new EverrunsError('unavailable', 'The server is shutting down.', { retryAfterMs: 1_000 });
    }
    if (this.#readers >= (this.#deps.maxReaders ?? LIMITS.streamsTotal)) {
      throw new EverrunsError('too_many_streams', 'Too many streams are open. Close one, or try again later.', {
        retryAfterMs: 5_000,
      });
    }
    const leave = this.#deps.organizations?.enter(orgId, 'streams');
    const room = this.#open(orgId);
    const reader = new FeedReader({
      ...options,
      ring: room.ring,
      onEnd: (one) => {
        leave?.();
        this.#remove(orgId, room, one);
      },
    });
    room.readers.add(reader);
    this.#readers += 1;
    return reader;
  }

  countReaders(): number {
    return this.#readers;
  }

  close(): void {
    this.#isDraining = true;
    for (const [orgId, room] of this.#rooms) {
      for (const reader of room.readers) reader.end('draining');
      this.#forget(orgId, room);
    }
  }

  #open(orgId: OrganizationId): Room {
    const known = this.#rooms.get(orgId);
    if (known !== undefined) {
      if (known.leaving !== null) clearTimeout(known.leaving);
      known.leaving = null;
      return known;
    }
    const timers = { waking: null, leaving: null, joining: null };
    const room: Room = { ring: new FeedRing(this.#deps.ids.uuid()), readers: new Set(), ...timers };
    this.#rooms.set(orgId, room);
    this.#deps.bus.follow(orgId, true);
    if (this.#deps.bus.hasPeers()) room.joining = setTimeout(() => this.#reset(room), KNOWN_MS).unref();
    return room;
  }

  #remove(orgId: OrganizationId, room: Room, reader: FeedReader): void {
    room.readers.delete(reader);
    this.#readers -= 1;
    if (room.readers.size === 0 && !this.#isDraining)
      room.leaving = setTimeout(() => this.#forget(orgId, room), LINGER_MS).unref();
  }

  #forget(orgId: OrganizationId, room: Room): void {
    for (const timer of [room.waking, room.leaving, room.joining]) if (timer !== null) clearTimeout(timer);
    this.#rooms.delete(orgId);
    this.#deps.bus.follow(orgId, false);
  }

  #reset(room: Room): void {
    room.ring.forgetAll();
    this.#wakeSoon(room);
  }

  #wakeSoon(room: Room): void {
    room.waking ??= setTimeout(() => {
      room.waking = null;
      for (const reader of room.readers) reader.notify();
    }, GATHER_MS).unref();
  }
}
