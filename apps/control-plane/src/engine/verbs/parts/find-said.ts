import type { Message, MessageId } from '@everruns/schemas';
import { runSql, type Database } from '../../../db/database.ts';
import { notFound } from '../../../kernel/not-found.ts';
import type { SessionState } from '../../state/rows.ts';
import { MESSAGE_COLUMNS, toMessages, type MessageRow } from '../../statements/load.ts';

const SAID = `select ${MESSAGE_COLUMNS} from events
  where org_id = $1 and session_id = $2 and type in ('input.message', 'output.message.completed')
    and data #>> '{message,id}' = $3 order by sequence limit 1`;

/** The message of the log with this id. What a log holds does not change. Throws `not_found`. */
export async function findSaid(
  db: Database,
  session: Pick<SessionState, 'org_id' | 'id'>,
  messageId: MessageId,
): Promise<Message> {
  const rows = await runSql<MessageRow>(db, SAID, [session.org_id, session.id, messageId]);
  const [message] = toMessages(session.id, rows);
  if (message === undefined) throw notFound('message');
  return message;
}
