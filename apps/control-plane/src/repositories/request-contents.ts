import { createHash } from 'node:crypto';
import type { ContentHash } from '@everruns/schemas';
import { runSql, type Database } from '../db/database.ts';
import type { RequestContext } from '../kernel/request-context.ts';

type Organization = Pick<RequestContext, 'org_id'>;

const hashOf = (content: string): ContentHash =>
  createHash('sha256').update(content).digest().subarray(0, 16).toString('base64url');

const STORE = `with put as (
    insert into request_contents (org_id, hash, content, size_bytes)
    select $1, c.hash, c.content, octet_length(c.content) from unnest($2::text[], $3::text[]) as c (hash, content)
    on conflict (org_id, hash) do update set used_at = now() where request_contents.used_at < now() - interval '1 hour'
    returning case when xmax = 0 then size_bytes else 0 end as added)
  select coalesce(sum(added), 0)::int as added from put`;

/** Stores each content once. Returns the bytes that are new. */
export async function putRequestContents(
  db: Database,
  { org_id }: Organization,
  contents: readonly string[],
): Promise<number> {
  const distinct = [...new Set(contents)];
  const [row] = await runSql<{ added: number }>(db, STORE, [org_id, distinct.map(hashOf), distinct]);
  return row?.added ?? 0;
}

/** Returns the contents that are stored, by their hash. */
export async function findRequestContents(
  db: Database,
  { org_id }: Organization,
  hashes: readonly ContentHash[],
): Promise<ReadonlyMap<ContentHash, string>> {
  const rows = await runSql<{ hash: ContentHash; content: string }>(
    db,
    'select hash, content from request_contents where org_id = $1 and hash = any($2::text[])',
    [org_id, hashes],
  );
  return new Map(rows.map(({ hash, content }) => [hash, content]));
}
