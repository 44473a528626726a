import type { SessionId } from '@everruns/schemas';
import { encodeEnvelope } from '../../../events/encode.ts';
import { withholdWords } from '../../../events/withhold-words.ts';
import { readLogRange } from '../../../repositories/event-rows.ts';
import type { RequestContext } from '../../../kernel/request-context.ts';
import type { Services } from '../../services.ts';
import { findPlace } from '../find-place.ts';
import { expandTypes } from '../type-filter.ts';
import { findTree, type TreeStart } from './find-tree.ts';
import { createTreeCursors } from './tree-cursor.ts';
import { TreeMerge, type TreeEvent, type TreePlace } from './tree-merge.ts';

export interface ListTreeQuery {
  session_id: SessionId;
  cursor: string | null;
  limit: number;
  types: readonly string[];
}

/** How much of a log is read at once, and of all logs for one page. */
const PAGE = 200;
const MOST_READ = 5_000;

/**
 * Returns the JSON text `{data, has_more, next_cursor}` of one page of the events of a session and of all its sub-agents. Throws
 * `not_found`, `invalid_cursor` and `invalid_request`.
 */
export async function listTreeEvents(
  deps: Pick<Services, 'db' | 'cursors'>,
  ctx: RequestContext,
  { session_id, cursor, limit, types }: ListTreeQuery,
): Promise<string> {
  const wanted = types.length === 0 ? null : expandTypes('types', types);
  await findPlace(deps, ctx, { session_id, event: null, after_sequence: null });
  const cursors = createTreeCursors(deps.cursors, ctx.org_id, session_id);
  const places = new Map(cursor === null ? [] : cursors.decode(cursor));
  const start = await findTree(deps.db, ctx, { session_id, places, latest: null });
  const reader = new TreeReader(deps.db, ctx, start);
  for (const id of start.open) reader.open(id);
  const page: string[] = [];
  let hasMore = false;
  await reader.read((event, number) => {
    const isWanted = wanted === null || wanted.has(event.type);
    if (hasMore || (isWanted && page.length >= limit)) {
      hasMore = true;
      return false;
    }
    places.set(number, event.sequence);
    if (isWanted) page.push(ctx.may_write === true ? event.json : withholdWords(event));
    return true;
  });
  const next = cursors.encode(Array.from(places, ([number, sequence]) => ({ number, sequence })));
  return `{"data":[${page.join(',')}],"has_more":${hasMore || !reader.isAtEnd},"next_cursor":"${next}"}`;
}

/** Reads the logs of a tree in their common order. */
class TreeReader {
  readonly #db: Services['db'];
  readonly #ctx: RequestContext;
  readonly #merge: TreeMerge<TreeEvent>;
  /** By session, up to where its log was read. The newest is read first, so that what belongs together is close. */
  readonly #cursors = new Map<SessionId, number>();
  readonly #ended = new Set<SessionId>();
  readonly #numbers = new Map<SessionId, number>();

  constructor(db: Services['db'], ctx: RequestContext, { known, forkedAt }: TreeStart) {
    this.#db = db;
    this.#ctx = ctx;
    for (const [id, { number }] of known) if (number !== null) this.#numbers.set(id, number);
    const onOpen = (id: SessionId, { sequence }: TreePlace) => void this.#cursors.set(id, sequence);
    this.#merge = new TreeMerge({ eventOf: (event) => event, onOpen, known, forkedAt });
  }

  get isAtEnd(): boolean {
    return this.#ended.size === this.#cursors.size;
  }

  open(id: SessionId): void {
    this.#merge.open(id);
  }

  /** Hands out events until `onEvent` returns false, the logs end or enough was read. */
  async read(onEvent: (event: TreeEvent, number: number) => boolean): Promise<void> {
    const state = { goesOn: true };
    const hand = (event: TreeEvent) => {
      state.goesOn = onEvent(event, this.#numbers.get(event.session_id) ?? 0) && state.goesOn;
    };
    for (let read = 0; state.goesOn && read < MOST_READ;) {
      const id = [...this.#cursors.keys()].findLast((one) => !this.#ended.has(one) && !this.#merge.isHeld(one));
      if (id === undefined) {
        const [awaited] = this.#merge.listAwaited();
        if (awaited === undefined) return;
        // All logs were read to their ends, so these events no longer exist.
        this.#merge.giveUp(awaited, hand);
        continue;
      }
      const events = await this.#readPage(id);
      read += events.length + 1;
      this.#merge.take(id, events, hand);
    }
  }

  async #readPage(id: SessionId): Promise<TreeEvent[]> {
    const after = this.#cursors.get(id) ?? 0;
    const { org_id } = this.#ctx;
    const rows = await readLogRange(this.#db, { org_id, session_id: id, after, through: after + PAGE });
    if (rows.length < PAGE) this.#ended.add(id);
    this.#cursors.set(id, after + rows.length);
    for (const { type, data } of rows) {
      if (type !== 'session.started') continue;
      const { child_number } = JSON.parse(data) as { child_number?: number };
      if (!this.#numbers.has(id)) this.#numbers.set(id, child_number ?? 0);
    }
    return rows.map((row) => ({ session_id: id, sequence: row.sequence, type: row.type, json: encodeEnvelope(row) }));
  }
}
