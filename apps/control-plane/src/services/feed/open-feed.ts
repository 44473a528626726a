import type { FeedSubscription, HintItem } from '../../events/hub.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import type { EventStreamPlan } from '../events/open-stream.ts';
import type { Services } from '../services.ts';

export interface OpenFeedInput {
  /** The id of the last hint that the reader has, of any process. Null: it begins now. */
  last_id: string | null;
}

/** Plans the stream of what changes in the caller's organization, as far as the caller may see it. */
export async function openFeed(
  { hub: { feed } }: Pick<Services, 'hub'>,
  ctx: RequestContext,
  { last_id: lastId }: OpenFeedInput,
): Promise<EventStreamPlan<HintItem>> {
  let reader: FeedSubscription | null = null;
  return {
    greet: () => (reader === null ? { data: {} } : { id: reader.position, data: {} }),
    accepts: () => true,
    isReaderOnly: false,
    idleWatch: null,
    subscribe: () => (reader = feed.subscribe(ctx.org_id, { subjects: ctx.subjects, lastId })),
  };
}
