import type { MessageId, SessionId } from '@everruns/schemas';
import { z } from 'zod';
import type { RequestContext } from '../../kernel/request-context.ts';
import type { Services } from '../services.ts';
import { listEvents } from './list.ts';

/** The most events that one look reads. A session's queue is shorter. */
const PAGE = 1_000;
const BEYOND_ALL = 2_147_483_647;
const Page = z.object({
  data: z.array(z.object({ sequence: z.int(), data: z.object({ message: z.object({ id: z.string() }) }) })),
});

/** Returns the sequence at which a message joined the queue, or 1 if that is not near the end of the log. Throws `not_found`. */
export async function findQueued(
  deps: Pick<Services, 'db'>,
  ctx: RequestContext,
  { session_id, message_id }: { session_id: SessionId; message_id: MessageId },
): Promise<number> {
  const json = await listEvents(deps, ctx, {
    session_id,
    after_sequence: null,
    since_id: null,
    before_sequence: BEYOND_ALL,
    limit: PAGE,
    types: ['input.message.queued'],
    turn_id: null,
  });
  return Page.parse(JSON.parse(json)).data.find(({ data }) => data.message.id === message_id)?.sequence ?? 1;
}
