import { BoundedMap, type Clock } from '@everruns/kernel';
import type { OrganizationId } from '@everruns/schemas';
import { runSql, type Database } from '../db/database.ts';
import { actAsOrganization } from '../kernel/acting.ts';
import type { RequestContext } from '../kernel/request-context.ts';

type Organization = Pick<RequestContext, 'org_id'>;

/** Limits of what the database holds. */
export type StoredLimit = 'sessions' | 'stored_bytes' | 'queued_messages';

/** Sessions are counted no further. */
const MOST_SESSIONS = 1_000_001;
const COUNT: Record<StoredLimit, string> = {
  sessions: `select count(*) as count from (select from sessions where org_id = $1 limit ${MOST_SESSIONS}) s`,
  stored_bytes: `select ((select coalesce(sum(size_bytes), 0) from session_files where org_id = $1)
    + (select coalesce(sum(size_bytes), 0) from request_contents where org_id = $1))::bigint as count`,
  queued_messages: 'select count(*) as count from turn_inputs where org_id = $1',
};
const RUNNING = `select count(*) as count from turns where org_id = $1 and status = 'running'`;

const MAX_KNOWN = 50_000;
/** How old a count may be: far from the limit, near it, and where a request is refused. */
const MAX_AGE_MS = { far: 60_000, near: 5_000, over: 1_000 };
/** A use above this share of the limit is near it. */
const NEAR = 0.9;

interface Known {
  count: number;
  /** Added by this process since it was counted. */
  added: number;
  countedAtMs: number;
  counting: Promise<void> | null;
}

/** How much of what is stored belongs to an organization, counted when it is needed and remembered for a while. */
export class StoredUse {
  readonly #db: Database;
  readonly #clock: Pick<Clock, 'monotonic'>;
  readonly #known = new BoundedMap<string, Known>(MAX_KNOWN);

  constructor(db: Database, clock: Pick<Clock, 'monotonic'>) {
    this.#db = db;
    this.#clock = clock;
  }

  /** Whether `added` more are within the limit. It waits for a count only at first, and where it would say no. */
  async hasRoom(
    ctx: Organization,
    name: StoredLimit,
    { added, limit }: { added: number; limit: number },
  ): Promise<boolean> {
    const known = this.#of(ctx.org_id, name);
    const hasRoom = (): boolean => known.count + known.added + added <= limit;
    const age = this.#clock.monotonic() - known.countedAtMs;
    if (!hasRoom() || known.countedAtMs === -Infinity) {
      if (age > MAX_AGE_MS.over) await this.#refresh(ctx, name, known);
      return hasRoom();
    }
    const isNear = known.count + known.added + added > limit * NEAR;
    // A count that fails is made again by a later request.
    if (age > (isNear ? MAX_AGE_MS.near : MAX_AGE_MS.far)) this.#refresh(ctx, name, known).catch(() => undefined);
    return true;
  }

  noteAdded(orgId: OrganizationId, name: StoredLimit, added: number): void {
    this.#of(orgId, name).added += added;
  }

  async countAll(ctx: Organization): Promise<Record<StoredLimit, number>> {
    return {
      sessions: await this.#count(ctx, 'sessions'),
      stored_bytes: await this.#count(ctx, 'stored_bytes'),
      queued_messages: await this.#count(ctx, 'queued_messages'),
    };
  }

  #of(orgId: OrganizationId, name: StoredLimit): Known {
    return this.#known.getOrCreate(`${orgId} ${name}`, () => ({
      count: 0,
      added: 0,
      countedAtMs: -Infinity,
      counting: null,
    }));
  }

  #refresh(ctx: Organization, name: StoredLimit, known: Known): Promise<void> {
    known.counting ??= this.#recount(ctx, name, known).finally(() => {
      known.counting = null;
    });
    return known.counting;
  }

  async #recount(ctx: Organization, name: StoredLimit, known: Known): Promise<void> {
    known.added = 0;
    known.count = await this.#count(ctx, name);
    known.countedAtMs = this.#clock.monotonic();
  }

  async #count(ctx: Organization, name: StoredLimit): Promise<number> {
    return count(this.#db, ctx, COUNT[name]);
  }
}

export function countRunningTurns(db: Database, ctx: Organization): Promise<number> {
  return count(db, ctx, RUNNING);
}

/** The engine asks too, which acts for no caller. */
async function count(db: Database, { org_id }: Organization, sql: string): Promise<number> {
  const [row] = await actAsOrganization(org_id, () => runSql<{ count: number }>(db, sql, [org_id]));
  return row?.count ?? 0;
}
