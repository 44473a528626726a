import { LIMITS, type SessionId } from '@everruns/schemas';
import type { EventHub, HubItem, ItemSubscription } from '../../events/hub.ts';
import { actAsOrganization } from '../../kernel/acting.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { reachesSubject } from '../../kernel/subject-reach.ts';
import type { Services } from '../services.ts';
import { findPlace, type Place, type PlaceQuery } from './find-place.ts';
import { createIdleWatch, type IdleWatch } from './idle-watch.ts';
import { hasSession } from '../../repositories/tree-children.ts';
import { findTree } from './tree/find-tree.ts';
import { createTreeCursors } from './tree/tree-cursor.ts';
import { TreeSubscription } from './tree/tree-subscription.ts';
import { createTypeFilter, type TypeFilter } from './type-filter.ts';

export interface OpenStreamQuery {
  session_id: SessionId;
  last_event_id: string | null;
  since_id: string | null;
  after_sequence: number | 'latest' | null;
  types: readonly string[];
  exclude: readonly string[];
  until: 'idle' | null;
  /** Follows all sub-agents too, from the cursor on. */
  tree?: { cursor: string | null } | null;
}

/** A stream of server-sent events. */
export interface EventStreamPlan<Item = HubItem> {
  /** What the first frame says, once the reader has subscribed. */
  greet: () => { id?: string; data: Record<string, unknown> };
  accepts: TypeFilter;
  /** The reader may not write, so the messages of providers are withheld. */
  isReaderOnly: boolean;
  /** Decides when the stream is done; null for a stream that stays open. */
  idleWatch: IdleWatch | null;
  /** Subscribes. Called once, by the writer of the stream; `onEnd` is called when the hub has ended the subscription. */
  subscribe: (onEnd: () => void) => ItemSubscription<Item>;
}

/**
 * Plans a reader's stream: its start, its types and its end. Null when there is nothing to wait for (204). Throws `not_found`,
 * `invalid_event_id`, `invalid_request`.
 */
export async function openStream(
  deps: Pick<Services, 'db' | 'hub' | 'cursors'>,
  ctx: RequestContext,
  input: OpenStreamQuery,
): Promise<EventStreamPlan | null> {
  const accepts = createTypeFilter(input.types, input.exclude);
  if (input.tree != null) return openTree(deps, ctx, { ...input, tree: input.tree, accepts });
  const place = findPlaceInNewLog(deps.hub, ctx, input) ?? (await findPlace(deps, ctx, toPlaceQuery(input)));
  if (input.until === 'idle' && hasNothingToWaitFor(input, place)) return null;
  const { session_id } = input;
  return {
    greet: () => ({ data: { session_id, after_sequence: place.cursor } }),
    accepts,
    isReaderOnly: ctx.may_write !== true,
    idleWatch: input.until === 'idle' ? createIdleWatch(place) : null,
    subscribe: (onEnd) =>
      deps.hub.subscribe({
        from: { org_id: ctx.org_id, session_id, after_sequence: place.cursor },
        bufferBytes: LIMITS.streamBufferBytes,
        onEnd,
      }),
  };
}

interface TreeQuery extends OpenStreamQuery {
  tree: { cursor: string | null };
  accepts: TypeFilter;
}

/** The header wins here too. A reader of a tree is at rest when the session itself is. */
async function openTree(
  deps: Pick<Services, 'db' | 'hub' | 'cursors'>,
  ctx: RequestContext,
  { accepts, session_id, ...input }: TreeQuery,
): Promise<EventStreamPlan | null> {
  const cursors = createTreeCursors(deps.cursors, ctx.org_id, session_id);
  const given = input.last_event_id ?? input.tree.cursor;
  const places = given === null ? new Map<number, number>() : cursors.decode(given);
  const isLatest = given === null && input.after_sequence === 'latest';
  const known = given === null ? null : (places.get(0) ?? 0);
  const after_sequence: number | 'latest' | null = isLatest ? 'latest' : known;
  const place = await findPlace(deps, ctx, { session_id, event: null, after_sequence });
  const isExplicit = { ...input, session_id, after_sequence, last_event_id: null } as const;
  if (input.until === 'idle' && hasNothingToWaitFor(isExplicit, place)) return null;
  const start = await findTree(deps.db, ctx, { session_id, places, latest: isLatest ? place.cursor : null });
  const atRest = input.until === 'idle' ? createIdleWatch(place) : null;
  return {
    greet: () => ({ data: { session_id, after_sequence: place.cursor } }),
    accepts,
    isReaderOnly: ctx.may_write !== true,
    idleWatch: atRest === null ? null : (event) => (event.session_id === session_id ? atRest(event) : null),
    subscribe: (onEnd) =>
      new TreeSubscription({
        hub: deps.hub,
        orgId: ctx.org_id,
        start,
        cursors,
        hasSession: (id) => actAsOrganization(ctx.org_id, () => hasSession(deps.db, ctx, id)),
        onEnd,
      }),
  };
}

function toPlaceQuery(query: OpenStreamQuery): PlaceQuery {
  return { session_id: query.session_id, event: eventOf(query), after_sequence: query.after_sequence };
}

/** The position of a reader in a session that this process has just created, if the query needs nothing else. */
function findPlaceInNewLog(hub: EventHub, ctx: RequestContext, query: OpenStreamQuery): Place | null {
  const log = hub.findNewLog(query.session_id);
  if (log === null || log.event.org_id !== ctx.org_id || eventOf(query) !== null) return null;
  if (!reachesSubject(ctx, log.subject)) return null;
  const head = log.event.sequence;
  const cursor = query.after_sequence === 'latest' ? head : (query.after_sequence ?? 0);
  return cursor > head ? null : { head, status: 'idle', had_turn: false, cursor };
}

/** A browser's EventSource repeats the URL and adds the header, so the header wins. */
function eventOf(query: OpenStreamQuery): { id: string; parameter: string } | null {
  if (query.last_event_id !== null) return { id: query.last_event_id, parameter: 'Last-Event-ID' };
  return query.since_id === null ? null : { id: query.since_id, parameter: 'since_id' };
}

function hasNothingToWaitFor(query: OpenStreamQuery, place: Place): boolean {
  const isExplicit = eventOf(query) !== null || typeof query.after_sequence === 'number';
  return isExplicit && place.had_turn && place.status !== 'active' && place.cursor === place.head;
}
