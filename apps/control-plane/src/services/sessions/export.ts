import type { SessionId } from '@everruns/schemas';
import type { PublishedEvent } from '../../events/hub.ts';
import { LogPager } from '../../events/log-pager.ts';
import { withholdWords } from '../../events/withhold-words.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { createLogReader } from '../../events/read-log.ts';
import { assertSession } from '../../repositories/assert-session.ts';
import type { Services } from '../services.ts';

/** Returns the whole log, one event a line, read page by page as the client takes it. Throws `not_found`. */
export async function exportSession(
  { db }: Pick<Services, 'db'>,
  ctx: RequestContext,
  { session_id }: { session_id: SessionId },
): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  await assertSession(db, ctx, session_id);
  const start = { org_id: ctx.org_id, session_id, after_sequence: 0 };
  const pager = new LogPager(createLogReader({ db, forAll: db }), start);
  const encoder = new TextEncoder();
  const toJson = (event: PublishedEvent) => (ctx.may_write === true ? event.json : withholdWords(event));
  return new ReadableStream(
    {
      async pull(controller) {
        const { events, atEnd } = await pager.next();
        if (events.length > 0) controller.enqueue(encoder.encode(events.map((event) => `${toJson(event)}\n`).join('')));
        if (atEnd) controller.close();
      },
    },
    { highWaterMark: 0 },
  );
}
