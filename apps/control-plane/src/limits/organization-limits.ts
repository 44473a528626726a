import type { Clock } from '@everruns/kernel';
import {
  EverrunsError,
  ORGANIZATION_LIMITS,
  type OrganizationId,
  type OrganizationLimit,
  type OrganizationLimitName,
} from '@everruns/schemas';
import type { Database } from '../db/database.ts';
import type { RequestContext } from '../kernel/request-context.ts';
import { countRunningTurns, StoredUse, type StoredLimit } from './stored-use.ts';
import { RequestRate } from './request-rate.ts';
import { UseOfOthers, type SharedUse } from './shared-use.ts';

/** The limits that every organization has unless the operator has set others for it. A name that is absent is not limited. */
export type DefaultLimits = Partial<Record<OrganizationLimitName, number>>;

/** Limits of what is open now. Each process counts its own. */
export type OpenLimit = 'streams' | 'waiting_requests' | 'sockets' | 'connections';
const OPEN_LIMITS: readonly OpenLimit[] = ['streams', 'waiting_requests', 'sockets', 'connections'];

export interface OrganizationLimitsDeps {
  db: Database;
  clock: Pick<Clock, 'monotonic'>;
  defaults: DefaultLimits;
}

const RETRY_SOON_MS = 5_000;
const RETRY_LATER_MS = 60_000;

/**
 * The limits of organizations and their use. What is open now is counted in memory, and the processes tell each other with their leases;
 * what is stored is counted in the database, rarely. A turn costs no statement here.
 */
export class OrganizationLimits {
  readonly #deps: OrganizationLimitsDeps;
  readonly #open: Record<OpenLimit, Map<OrganizationId, number>> = {
    streams: new Map(),
    waiting_requests: new Map(),
    sockets: new Map(),
    connections: new Map(),
  };
  readonly #requests: RequestRate;
  readonly #stored: StoredUse;
  readonly #others = new UseOfOthers();
  #overrides = new Map<string, number>();

  constructor(deps: OrganizationLimitsDeps) {
    this.#deps = deps;
    this.#requests = new RequestRate(deps.clock);
    this.#stored = new StoredUse(deps.db, deps.clock);
  }

  /** Infinity: there is no limit. */
  limitOf(orgId: OrganizationId, name: OrganizationLimitName): number {
    return this.#overrides.get(`${orgId} ${name}`) ?? this.#deps.defaults[name] ?? Infinity;
  }

  /** Counts one more that is open. Returns the function that takes it back. Throws `limit_reached`. */
  enter(orgId: OrganizationId, name: OpenLimit): () => void {
    const leave = this.tryEnter(orgId, name);
    if (leave === null) throw limitReached(name, this.limitOf(orgId, name), RETRY_SOON_MS);
    return leave;
  }

  /** The same. Null: there are too many. */
  tryEnter(orgId: OrganizationId, name: OpenLimit): (() => void) | null {
    const counts = this.#open[name];
    const used = (counts.get(orgId) ?? 0) + this.#others.of(orgId, name);
    if (used >= this.limitOf(orgId, name)) return null;
    counts.set(orgId, (counts.get(orgId) ?? 0) + 1);
    let isOpen = true;
    return () => {
      if (!isOpen) return;
      isOpen = false;
      const left = (counts.get(orgId) ?? 0) - 1;
      if (left > 0) counts.set(orgId, left);
      else counts.delete(orgId);
    };
  }

  /** Counts a request. Throws `limit_reached`. */
  countRequest(orgId: OrganizationId): void {
    const limit = this.limitOf(orgId, 'requests_per_minute');
    const used = this.#requests.count(orgId) + this.#others.of(orgId, 'requests_per_minute');
    if (used > limit) throw limitReached('requests_per_minute', limit, RETRY_SOON_MS);
  }

  /** Throws `limit_reached` where `added` more would be too many. `noteAdded` says that they were added. */
  async assertRoom(ctx: Pick<RequestContext, 'org_id'>, name: StoredLimit, added: number): Promise<void> {
    const limit = this.limitOf(ctx.org_id, name);
    if (limit === Infinity || (await this.#stored.hasRoom(ctx, name, { added, limit }))) return;
    throw limitReached(name, limit, name === 'queued_messages' ? RETRY_SOON_MS : RETRY_LATER_MS);
  }

  noteAdded(orgId: OrganizationId, name: StoredLimit, added: number): void {
    this.#stored.noteAdded(orgId, name, added);
  }

  async list(ctx: RequestContext): Promise<OrganizationLimit[]> {
    const stored = await this.#stored.countAll(ctx);
    const { org_id } = ctx;
    const openUse = (name: OpenLimit) => (this.#open[name].get(org_id) ?? 0) + this.#others.of(org_id, name);
    const use: Record<OrganizationLimitName, number> = {
      ...stored,
      running_turns: await countRunningTurns(this.#deps.db, ctx),
      streams: openUse('streams'),
      waiting_requests: openUse('waiting_requests'),
      sockets: openUse('sockets'),
      connections: openUse('connections'),
      requests_per_minute: this.#requests.of(org_id) + this.#others.of(org_id, 'requests_per_minute'),
    };
    return LIMIT_NAMES.map((name) => {
      const limit = this.limitOf(org_id, name);
      const { counts } = ORGANIZATION_LIMITS[name];
      return { name, counts, limit: limit === Infinity ? null : limit, use: use[name] };
    });
  }

  /** What organizations use of this process, for the others. */
  describeUse(): SharedUse {
    const use: SharedUse = {};
    const add = (orgId: OrganizationId, name: OrganizationLimitName, count: number): void => {
      if (count > 0) (use[orgId] ??= {})[name] = count;
    };
    for (const name of OPEN_LIMITS) for (const [orgId, count] of this.#open[name]) add(orgId, name, count);
    for (const [orgId, count] of this.#requests) add(orgId, 'requests_per_minute', count);
    return use;
  }

  /** Takes what the other processes have described, and the limits that the operator has set: organization, name and value. */
  learn(others: readonly SharedUse[], overrides: readonly (readonly [OrganizationId, string, number])[]): void {
    this.#others.learn(others);
    this.#overrides = new Map(overrides.map(([orgId, name, value]) => [`${orgId} ${name}`, value]));
  }
}

const LIMIT_NAMES = Object.keys(ORGANIZATION_LIMITS) as OrganizationLimitName[];

function limitReached(name: OrganizationLimitName, limit: number, retryAfterMs: number): EverrunsError {
  const { counts } = ORGANIZATION_LIMITS[name];
  const message = `The organization has reached its limit ${name}: ${limit} ${counts}.`;
  return new EverrunsError('limit_reached', `${message} GET /v1/limits shows all limits.`, {
    retryAfterMs,
    errors: [{ path: name, code: 'limit_reached', message, limit }],
  });
}
