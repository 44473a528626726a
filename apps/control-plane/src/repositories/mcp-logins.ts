import type { McpServerId } from '@everruns/schemas';
import type { EncryptedSecret } from '../crypto/envelope.ts';
import { runSql, type Database, type Tx } from '../db/database.ts';
import type { RequestContext } from '../kernel/request-context.ts';

type Caller = Pick<RequestContext, 'org_id' | 'principal'>;

/** A login that was begun and not finished. */
export interface BegunLoginRow {
  id: string;
  server_id: McpServerId;
  subject: string;
  /** What has to be kept until it is finished, encrypted. */
  payload: unknown;
}

/** How many logins a caller may have begun; more make the oldest end. */
const MAX_BEGUN = 10;

const INSERT = `insert into mcp_logins (org_id, id, server_id, subject, principal, state_hash, pending_encrypted, expires_at)
  values ($1, $2, $3, $4, $5, $6, $7, now() + interval '10 minutes') returning expires_at`;
const DROP_OLD = `delete from mcp_logins where org_id = $1 and principal = $2 and id in
  (select id from mcp_logins where org_id = $1 and principal = $2 order by created_at desc, id desc offset ${MAX_BEGUN})`;

/** Returns when it expires. */
export async function insertLogin(
  tx: Tx,
  { org_id, principal }: Caller,
  login: Omit<BegunLoginRow, 'payload'> & { stateHash: Buffer; pending: EncryptedSecret },
): Promise<Date> {
  const { id, server_id, subject, stateHash, pending } = login;
  const values = [org_id, id, server_id, subject, principal, stateHash, JSON.stringify(pending)];
  const [row] = await runSql<{ expires_at: Date }>(tx, INSERT, values);
  await runSql(tx, DROP_OLD, [org_id, principal]);
  if (row === undefined) throw new Error('an insert returns its row');
  return row.expires_at;
}

const TAKE = `delete from mcp_logins where org_id = $1 and principal = $2 and state_hash = $3 and expires_at > now()
  returning id, server_id, subject, pending_encrypted as payload`;

/** Takes a begun login of this caller: nobody can use its state again. Null for any other. */
export async function takeLogin(
  db: Database,
  { org_id, principal }: Caller,
  stateHash: Buffer,
): Promise<BegunLoginRow | null> {
  const [row] = await runSql<BegunLoginRow>(db, TAKE, [org_id, principal, stateHash]);
  return row ?? null;
}

/** Deletes logins of all organizations that nobody finished in time. */
export async function deleteExpiredMcpLogins(db: Database): Promise<void> {
  await runSql(db, 'delete from mcp_logins where expires_at < now()', []);
}
