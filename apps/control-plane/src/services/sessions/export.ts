import type { SessionId } from '@everruns/schemas';
import type { Database } from '../../db/database.ts';
import type { PublishedEvent } from '../../events/hub.ts';
import { LogPager } from '../../events/log-pager.ts';
import { withholdWords } from '../../events/withhold-words.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { createLogReader } from '../../events/read-log.ts';
import { assertSession } from '../../repositories/assert-session.ts';

/** The whole log, one event a line, read page by page as it is taken. Throws `not_found`. */
export async function exportSession(
  db: Database,
  ctx: RequestContext,
  sessionId: SessionId,
): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  await assertSession(db, ctx, sessionId);
  const start = { org_id: ctx.org_id, session_id: sessionId, afterSequence: 0 };
  const pager = new LogPager(createLogReader(db), start);
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
