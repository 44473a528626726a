import { ContentHash, GenerationHead, type OrganizationId } from '@everruns/schemas';
import { runSql, type Database, type Tx } from '../db/database.ts';
import { inTransaction } from '../db/transaction.ts';

/** How many rows of the log one step reads, how many contents it deletes, and how many steps follow each other. */
const CHUNKS = 500;
const DELETED = 500;
const STEPS = 100;

interface Sweep {
  org_id: OrganizationId;
  /** The begin of the pass, as PostgreSQL writes it. */
  started_at: string;
  through_ts: string;
}

const TAKE = `update content_sweeps s set stepped_at = now(), started_at = coalesce(s.started_at, now())
  from (select org_id from content_sweeps where due_at <= now() order by stepped_at nulls first limit 1 for update skip locked) next
  where s.org_id = next.org_id returning s.org_id, s.started_at::text, s.through_ts::text`;
const MARK = `with page as (
    select ts, types, data from event_chunks where org_id = $1 and has_generation and ts > $2::timestamptz
    order by ts fetch first ${CHUNKS} rows with ties
  ), heads as (
    select distinct e.data -> 'request' ->> 'head' as hash
    from page cross join lateral unnest(page.types, page.data) as e (type, data) where e.type = 'llm.generation'
  ), marked as (
    update request_contents r set named_at = $3::timestamptz from heads h
    where r.org_id = $1 and r.hash = h.hash and r.named_at is distinct from $3::timestamptz returning r.content
  )
  select (select count(*) from page)::int as chunks, (select max(ts) from page)::text as through_ts, array(select content from marked) as heads`;
const MARK_PARTS = `update request_contents set named_at = $3::timestamptz
  where org_id = $1 and hash = any($2::text[]) and named_at is distinct from $3::timestamptz`;
/** A generation that is being recorded names only what was sent within the day before. */
const DELETE = `with gone as (delete from request_contents where org_id = $1 and hash in (
      select hash from request_contents
      where org_id = $1 and (named_at is null or named_at < $2::timestamptz) and used_at < $2::timestamptz - interval '47 hours' limit ${DELETED})
    returning size_bytes)
  select count(*)::int as contents, coalesce(sum(size_bytes), 0)::float8 as bytes from gone`;
const GO_ON = 'update content_sweeps set through_ts = $2::timestamptz where org_id = $1';
const AGAIN = `update content_sweeps set started_at = null, through_ts = '-infinity', due_at = wanted_at + interval '48 hours'
  where org_id = $1 and wanted_at > started_at`;
const END = 'delete from content_sweeps where org_id = $1 and wanted_at <= started_at';

/**
 * Deletes the contents of requests that no generation names any more, two days after sessions were erased. What there is to read is read in parts, and the next
 * call goes on where this one ended. Returns the deleted bytes by organization.
 */
export async function deleteUnnamedContents(
  db: Database,
  { steps = STEPS } = {},
): Promise<ReadonlyMap<OrganizationId, number>> {
  const deleted = new Map<OrganizationId, number>();
  for (let left = steps; left > 0; left -= 1) {
    const step = await inTransaction(db, takeStep);
    if (step === null) break;
    deleted.set(step.org_id, (deleted.get(step.org_id) ?? 0) + step.bytes);
  }
  return deleted;
}

async function takeStep(tx: Tx): Promise<{ org_id: OrganizationId; bytes: number } | null> {
  const [sweep] = await runSql<Sweep>(tx, TAKE, []);
  if (sweep === undefined) return null;
  const { org_id, started_at } = sweep;
  const { chunks, through_ts } = await markNamed(tx, sweep);
  if (chunks >= CHUNKS) {
    await runSql(tx, GO_ON, [org_id, through_ts]);
    return { org_id, bytes: 0 };
  }
  const [gone] = await runSql<{ contents: number; bytes: number }>(tx, DELETE, [org_id, started_at]);
  if ((gone?.contents ?? 0) < DELETED) for (const sql of [END, AGAIN]) await runSql(tx, sql, [org_id]);
  return { org_id, bytes: gone?.bytes ?? 0 };
}

async function markNamed(
  tx: Tx,
  { org_id, started_at, through_ts }: Sweep,
): Promise<{ chunks: number; through_ts: string }> {
  const values = [org_id, through_ts, started_at];
  const [page] = await runSql<{ chunks: number; through_ts: string | null; heads: string[] }>(tx, MARK, values);
  const parts = (page?.heads ?? []).flatMap(partsOf);
  if (parts.length > 0) await runSql(tx, MARK_PARTS, [org_id, parts, started_at]);
  return { chunks: page?.chunks ?? 0, through_ts: page?.through_ts ?? through_ts };
}

/** Contents are what a worker has sent. */
function partsOf(content: string): ContentHash[] {
  try {
    const { system, tools } = GenerationHead.parse(JSON.parse(content));
    return [system, tools];
  } catch {
    return [];
  }
}
