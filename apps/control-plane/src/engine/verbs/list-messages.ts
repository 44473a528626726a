import type { Message, Page, SessionId } from '@everruns/schemas';
import { runSql } from '../../db/database.ts';
import type { CursorCodec } from '../../kernel/cursor.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import type { EngineDeps } from '../transact/transact.ts';
import { MESSAGE_COLUMNS, toMessages, withoutContinuation, type MessageRow } from '../statements/load.ts';
import { assertSession } from '../../services/sessions/assert-session.ts';

export interface ListMessagesInput {
  session_id: SessionId;
  limit: number;
  cursor?: string | undefined;
}

const PAGE = `select ${MESSAGE_COLUMNS} from events
  where org_id = $1 and session_id = $2 and sequence < $3 and type in ('input.message', 'output.message.completed', 'tool.completed')
  order by sequence desc limit $4`;

/** The conversation, newest first. Throws `not_found` and `invalid_cursor`. */
export async function listMessages(
  deps: EngineDeps & { cursors: CursorCodec },
  ctx: RequestContext,
  input: ListMessagesInput,
): Promise<Page<Message>> {
  await assertSession(deps.db, ctx, input.session_id);
  const binding = { org_id: ctx.org_id, filter: { list: 'messages', session_id: input.session_id } };
  const before =
    input.cursor === undefined ? Number.MAX_SAFE_INTEGER : Number(deps.cursors.decode(binding, input.cursor)[0]);
  const rows = await runSql<MessageRow>(deps.db, PAGE, [ctx.org_id, input.session_id, before, input.limit + 1]);
  const shown = rows.slice(0, input.limit);
  const data = toMessages(input.session_id, shown).map(withoutContinuation);
  const last = shown.at(-1);
  if (rows.length <= input.limit || last === undefined) return { data, has_more: false };
  return { data, has_more: true, next_cursor: deps.cursors.encode(binding, [String(last.sequence)]) };
}
