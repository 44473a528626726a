import type { Message, Page, SessionId } from '@everruns/schemas';
import { runSql } from '../../db/database.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { eventIdIn } from '../../kernel/event-id.ts';
import type { EngineDeps } from '../transact/engine-deps.ts';
import { readRow, takeReadable } from '../../kernel/read-rows.ts';
import { checkMessage, MESSAGE_COLUMNS, toMessages, withoutContinuation, type MessageRow } from '../statements/load.ts';
import { assertSession } from '../../repositories/assert-session.ts';
import { isBelow } from '../../repositories/events.ts';

export interface ListMessagesInput {
  session_id: SessionId;
  limit: number;
  cursor?: string | undefined;
  order: 'asc' | 'desc';
}

const TYPES = `('input.message', 'output.message.completed', 'tool.completed')`;
const OF_SESSION = `select ${MESSAGE_COLUMNS} from events where org_id = $1 and session_id = $2 and type in ${TYPES}`;
/** The SQL of a page that begins after a sequence, and the sequence before the first message. */
const ORDERS = {
  asc: { sql: `${OF_SESSION} and chunk > $3 and sequence > $3 order by chunk, sequence limit $4`, start: 0 },
  desc: {
    sql: `${OF_SESSION} and ${isBelow('$2', '$3')} order by chunk desc, sequence desc limit $4`,
    start: Number.MAX_SAFE_INTEGER,
  },
};

/** The conversation, newest first or oldest first. Throws `not_found` and `invalid_cursor`. */
export async function listMessages(
  deps: EngineDeps,
  ctx: RequestContext,
  input: ListMessagesInput,
): Promise<Page<Message>> {
  await assertSession(deps.db, ctx, input.session_id);
  const binding = {
    org_id: ctx.org_id,
    filter: { list: 'messages', session_id: input.session_id, order: input.order },
  };
  const { sql, start } = ORDERS[input.order];
  const after = input.cursor === undefined ? start : Number(deps.cursors.decode(binding, input.cursor)[0]);
  const rows = await runSql<MessageRow>(deps.db, sql, [ctx.org_id, input.session_id, after, input.limit + 1]);
  const shown = rows.slice(0, input.limit);
  const read = shown.map((row) => {
    const id = eventIdIn({ id: row.id, sequence: row.chunk }, row.sequence);
    return readRow({ table: 'events', id }, () => toMessages(input.session_id, [row]).map(checkMessage));
  });
  const data = takeReadable(read, deps.unreadable.report).flat().map(withoutContinuation);
  const last = shown.at(-1);
  if (rows.length <= input.limit || last === undefined) return { data, has_more: false };
  return { data, has_more: true, next_cursor: deps.cursors.encode(binding, [String(last.sequence)]) };
}
