import type { McpServerId, OrganizationId, SessionId, WaitId } from '@everruns/schemas';
import { runSql, type Database } from '../../db/database.ts';

/** Whose login at which server. */
export interface ConnectionOf {
  org_id: OrganizationId;
  subject: string;
  server_id: McpServerId;
}

const MOST = 100;
const OPEN = `select session_id, id as wait_id from waits where org_id = $1 and ($2::text is null or subject = $2) and kind = 'connection'
  and status = 'open' and asked -> 'connection' ->> 'server_id' = $3 order by id limit ${MOST}`;

export interface ConnectionWait {
  session_id: SessionId;
  wait_id: WaitId;
}

/** Open waits for a login at a server, of one subject or, where that is null, of all; at most 100. */
export function findConnectionWaits(
  db: Database,
  { org_id, subject, server_id }: Omit<ConnectionOf, 'subject'> & { subject: string | null },
): Promise<ConnectionWait[]> {
  return runSql(db, OPEN, [org_id, subject, server_id]);
}
