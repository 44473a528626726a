import { LIMITS, SessionJob, type OrganizationId, type SessionJobId } from '@everruns/schemas';
import { sql, type Selectable } from 'kysely';
import type { Database, Tx } from '../db/database.ts';
import type { SessionJobsTable } from '../db/list-tables.ts';
import type { KeysetPosition } from '../kernel/list-page.ts';
import { readListed, readOne, type ListedRow } from '../kernel/read-rows.ts';
import type { RequestContext } from '../kernel/request-context.ts';
import { newestFirst, startAfter } from './keyset.ts';

/** Whose sessions the caller who asked for a job reaches. */
export interface JobReach {
  bound: string | null;
  person: string | null;
  /** The caller had the scope `subjects:any`. */
  any: boolean;
}

export function reachOf({ subjects: { bound, person, noteForeign } }: Pick<RequestContext, 'subjects'>): JobReach {
  return { bound, person, any: noteForeign !== null };
}

/** A job as the process that works at it sees it. */
export interface HeldJob {
  job: SessionJob;
  org_id: OrganizationId;
  reach: JobReach;
  request_id: string;
  position: JobPosition | null;
}

/** The last session of a filter that was worked on, or the next place in the list. */
export type JobPosition = KeysetPosition | { place: number };

export async function insertSessionJob(tx: Tx, ctx: RequestContext, job: SessionJob): Promise<void> {
  await tx
    .insertInto('session_jobs')
    .values({
      org_id: ctx.org_id,
      id: job.id,
      action: job.action,
      filter: job.filter === undefined ? null : JSON.stringify(job.filter),
      session_ids: job.session_ids ?? null,
      tags: job.tags,
      created_by: job.created_by,
      reach: JSON.stringify(reachOf(ctx)),
      request_id: ctx.request_id,
      created_at: job.created_at,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

export async function countRunningJobs(tx: Tx, { org_id }: RequestContext): Promise<number> {
  const { count } = await tx
    .selectFrom('session_jobs')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('org_id', '=', org_id)
    .where('status', '=', sql.lit('running'))
    .executeTakeFirstOrThrow();
  return count;
}

export async function findSessionJob(db: Database, ctx: RequestContext, id: SessionJobId): Promise<SessionJob | null> {
  const row = await selectOwn(db, ctx).where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : readOne('job', row, toSessionJob);
}

export async function listSessionJobs(
  db: Database,
  ctx: RequestContext,
  { after, count }: { after: KeysetPosition | null; count: number },
): Promise<ListedRow<SessionJob>[]> {
  const rows = await selectOwn(db, ctx).$call(startAfter(after)).$call(newestFirst(count)).execute();
  return readListed('session_jobs', rows, toSessionJob);
}

/** Ends a running job. Whoever works at it notices after its current session. */
export async function cancelSessionJobRow(tx: Tx, { org_id }: RequestContext, id: SessionJobId): Promise<void> {
  await updateRunning(tx, { org_id, id }).set(ended('canceled')).execute();
}

/** A job names sessions, so it is seen by callers who reach the same ones. */
function selectOwn(db: Database, ctx: RequestContext) {
  const { bound, person, any } = reachOf(ctx);
  return db
    .selectFrom('session_jobs')
    .selectAll()
    .where('org_id', '=', ctx.org_id)
    .$if(!any, (query) =>
      query.where(
        sql<boolean>`(reach ->> 'bound') is not distinct from ${bound} and (reach ->> 'person') is not distinct from ${person}`,
      ),
    );
}

export function toSessionJob(row: Selectable<SessionJobsTable>): SessionJob {
  return SessionJob.parse({
    id: row.id,
    action: row.action,
    status: row.status,
    filter: row.filter ?? undefined,
    session_ids: row.session_ids ?? undefined,
    tags: row.tags,
    changed: row.changed,
    skipped: row.skipped,
    failed: row.failed,
    failures: row.failures,
    created_by: row.created_by,
    created_at: row.created_at.toISOString(),
    ended_at: row.ended_at?.toISOString(),
  });
}

const HOLD = sql<Date>`now() + interval '30 seconds'`;

/** Takes a job that nobody works at. Null: somebody does, or it has ended. */
export async function holdJob(
  db: Database,
  { org_id, id }: { org_id: OrganizationId; id: SessionJobId },
): Promise<HeldJob | null> {
  const row = await updateRunning(db, { org_id, id })
    .set({ held_until: HOLD })
    .where(sql<boolean>`(held_until is null or held_until < now())`)
    .returningAll()
    .executeTakeFirst();
  if (row === undefined) return null;
  const { reach, request_id, position } = row;
  return {
    job: toSessionJob(row),
    org_id,
    reach: reach as JobReach,
    request_id,
    position: position as JobPosition | null,
  };
}

export interface JobStep {
  outcome: 'changed' | 'skipped' | 'failed';
  position: JobPosition;
  failure?: SessionJob['failures'][number];
}

type JobKey = Pick<HeldJob, 'org_id' | 'job'>;

/** Records what came of one session. False: the job was canceled. */
export async function recordStep(db: Database, { org_id, job: { id } }: JobKey, step: JobStep): Promise<boolean> {
  const { outcome, position, failure } = step;
  const added = failure === undefined ? '[]' : JSON.stringify([failure]);
  const { numUpdatedRows } = await updateRunning(db, { org_id, id })
    .set({
      [outcome]: sql`${sql.ref(outcome)} + 1`,
      position: JSON.stringify(position),
      failures: sql<string>`case when jsonb_array_length(failures) < ${LIMITS.failuresPerJob}::int then failures || ${added}::jsonb else failures end`,
      held_until: HOLD,
    })
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function completeJob(db: Database, { org_id, job: { id } }: JobKey): Promise<void> {
  await updateRunning(db, { org_id, id }).set(ended('completed')).execute();
}

/** Leaves the rest to whoever looks next. */
export async function releaseJob(db: Database, { org_id, job: { id } }: JobKey): Promise<void> {
  await updateRunning(db, { org_id, id }).set({ held_until: null }).execute();
}

/** Changes a job only while it runs. */
function updateRunning(db: Database | Tx, { org_id, id }: { org_id: OrganizationId; id: SessionJobId }) {
  return db
    .updateTable('session_jobs')
    .where('org_id', '=', org_id)
    .where('id', '=', id)
    .where('status', '=', 'running');
}

const ended = (status: 'completed' | 'canceled') => ({ status, ended_at: sql<Date>`now()`, held_until: null });

/** Jobs that have ended are kept for 30 days. */
export async function deleteOldJobs(db: Database): Promise<void> {
  await db
    .deleteFrom('session_jobs')
    .where('org_id', 'is not', null)
    .where('ended_at', '<', sql<Date>`now() - interval '30 days'`)
    .execute();
}
