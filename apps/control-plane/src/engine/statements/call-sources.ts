import { LIMITS } from '@everruns/schemas';
import { runSql, type Database, type Tx } from '../../db/database.ts';

interface SessionKey {
  org_id: string;
  session_id: string;
}

const INSERT = `insert into session_sources (org_id, session_id, url_hash, url, sequence)
  select s.org_id, s.id, sha256(convert_to(u.url, 'UTF8')), u.url, s.next_sequence from sessions s, unnest($3::text[]) as u (url)
  where s.org_id = $1 and s.id = $2 and (select count(*) from session_sources where org_id = $1 and session_id = $2) < $4
  on conflict (session_id, url_hash) do nothing`;

/** Remembers addresses of pages that a tool has read. A session that has as many as it may have forgets these. */
export async function insertSources(
  tx: Tx,
  { org_id, session_id }: SessionKey,
  urls: readonly string[],
): Promise<void> {
  if (urls.length > 0) await runSql(tx, INSERT, [org_id, session_id, urls, LIMITS.sourcesPerSession]);
}

export async function hasSource(db: Database, { org_id, session_id }: SessionKey, url: string): Promise<boolean> {
  const text = `select 1 from session_sources where org_id = $1 and session_id = $2 and url_hash = sha256(convert_to($3, 'UTF8'))`;
  return (await runSql(db, text, [org_id, session_id, url])).length > 0;
}
