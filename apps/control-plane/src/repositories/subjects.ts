import { SessionId, SubjectData } from '@everruns/schemas';
import { runSql, type Database, type Tx } from '../db/database.ts';
import type { RequestContext } from '../kernel/request-context.ts';

/** Tables whose rows belong to one subject. */
type ErasedTable = 'secrets' | 'approval_rules' | 'mcp_connections' | 'devices';

type Organization = Pick<RequestContext, 'org_id'>;

/** Without those that the sweep deletes already, with the sessions of their tree. */
const SESSIONS = 'from sessions where org_id = $1 and subject = $2 and deleting_at is null';

/** Counts what is stored of a subject. */
export async function countSubjectData(db: Database, { org_id }: Organization, subject: string): Promise<SubjectData> {
  const [row] = await runSql<Record<string, number>>(
    db,
    `select (select count(*) ${SESSIONS})::int as sessions,
            (select count(*) from secrets where org_id = $1 and subject = $2)::int as secrets,
            (select count(*) from approval_rules where org_id = $1 and subject = $2)::int as approval_rules,
            (select count(*) from mcp_connections where org_id = $1 and subject = $2)::int as mcp_connections,
            (select count(*) from devices where org_id = $1 and subject = $2)::int as devices,
            (select count(*) from api_keys where org_id = $1 and subject = $2)::int as api_keys`,
    [org_id, subject],
  );
  return SubjectData.parse({ subject, ...row });
}

/** Returns sessions of a subject, oldest first. */
export async function listSessionsOf(
  db: Database,
  { org_id }: Organization,
  { subject, count }: { subject: string; count: number },
): Promise<SessionId[]> {
  const rows = await runSql<{ id: string }>(db, `select id ${SESSIONS} order by created_at desc, id desc limit $3`, [
    org_id,
    subject,
    count,
  ]);
  return rows.map(({ id }) => SessionId.parse(id));
}

/** Makes a session of a subject one of another subject, with what waits in it. The caller holds the lock of the session. */
export async function moveSession(
  tx: Tx,
  { org_id }: Organization,
  { session_id, subject }: { session_id: SessionId; subject: string },
): Promise<void> {
  await runSql(tx, 'update waits set subject = $3 where org_id = $1 and session_id = $2', [
    org_id,
    session_id,
    subject,
  ]);
  await runSql(tx, 'update sessions set subject = $3 where org_id = $1 and id = $2', [org_id, session_id, subject]);
}

/** Erases what belongs to a subject beside its sessions, and returns how much that was. */
export async function eraseSubjectRows(
  tx: Tx,
  { org_id }: Organization,
  subject: string,
): Promise<Pick<SubjectData, ErasedTable>> {
  const erase = async (table: ErasedTable | 'mcp_logins'): Promise<number> => {
    const rows = await runSql(tx, `delete from ${table} where org_id = $1 and subject = $2 returning 1`, [
      org_id,
      subject,
    ]);
    return rows.length;
  };
  // A login that somebody has begun ends first, so that it cannot become a connection again.
  await erase('mcp_logins');
  return {
    secrets: await erase('secrets'),
    approval_rules: await erase('approval_rules'),
    mcp_connections: await erase('mcp_connections'),
    devices: await erase('devices'),
  };
}
