import {
  EverrunsError,
  isEverrunsError,
  type OrganizationId,
  type SessionId,
  type SessionJob,
  type SessionJobAction,
  type SessionJobId,
  type SessionSelection,
} from '@everruns/schemas';
import type { Logger } from 'pino';
import { isTransient } from '../../db/pg-errors.ts';
import { createAuditRecorder, type RecordAudit } from '../../auth/record-audit.ts';
import { actAsOrganization } from '../../kernel/acting.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import {
  completeJob,
  holdJob,
  recordStep,
  releaseJob,
  type HeldJob,
  type JobPosition,
  type JobStep,
} from '../../repositories/session-jobs.ts';
import { listSessions } from '../../repositories/sessions.ts';
import type { Services } from '../services.ts';
import { applyAction } from './apply-action.ts';

/** How many jobs this process works at. */
const AT_ONCE = 4;
const PAGE = 50;
const MS_PER_HOUR = 3_600_000;

export interface JobWorkerDeps {
  log: Logger;
  metrics: { onJobSession(action: SessionJobAction, outcome: JobStep['outcome']): void } | null;
}

export interface DueJob {
  org_id: OrganizationId;
  job_id: SessionJobId;
}

/** The session that comes next, and the position that is stored when it is done. */
interface Next {
  session_id: SessionId;
  position: JobPosition;
}

/**
 * Works at jobs on sessions, one session after the other. A job is held by one process at a time; when that dies, whoever looks next goes on after
 * the last session that was recorded.
 */
export class JobWorker implements AsyncDisposable {
  readonly #services: Services;
  readonly #log: Logger;
  readonly #metrics: JobWorkerDeps['metrics'];
  readonly #recordAudit: RecordAudit;
  readonly #working = new Map<SessionJobId, Promise<void>>();
  #isOver = false;

  constructor(services: Services, { log, metrics }: JobWorkerDeps) {
    this.#services = services;
    this.#log = log;
    this.#metrics = metrics;
    this.#recordAudit = createAuditRecorder(services, log);
  }

  /** Takes jobs that wait for somebody. Those for which there is no room are found again. */
  take(jobs: readonly DueJob[]): void {
    for (const { org_id, job_id } of jobs) {
      if (this.#isOver || this.#working.size >= AT_ONCE) return;
      if (this.#working.has(job_id)) continue;
      // It works in the name of whoever asked for it.
      const work = actAsOrganization(org_id, () => this.#work(org_id, job_id)).finally(() =>
        this.#working.delete(job_id),
      );
      this.#working.set(job_id, work);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isOver = true;
    await Promise.all(this.#working.values());
  }

  /** Never throws: the job stays what it is, and is found again. */
  async #work(org_id: OrganizationId, id: SessionJobId): Promise<void> {
    try {
      const held = await holdJob(this.#services.db, { org_id, id });
      if (held !== null) await this.#workAt(held);
    } catch (error) {
      this.#log.warn({ err: error, job_id: id }, 'A job on sessions was interrupted. It goes on in a moment.');
    }
  }

  async #workAt(held: HeldJob): Promise<void> {
    const { db } = this.#services;
    const foreign = new Set<string>();
    const ctx = contextOf(held, (subject) => void foreign.add(subject));
    try {
      for await (const next of this.#sessionsOf(held, ctx)) {
        const step = this.#isOver ? null : await this.#step(held, { ctx, next });
        if (step === null) return await releaseJob(db, held);
        if (!(await recordStep(db, held, step))) return;
        this.#metrics?.onJobSession(held.job.action, step.outcome);
      }
      await completeJob(db, held);
    } finally {
      for (const targetId of foreign)
        await this.#recordAudit(ctx, { action: 'use_subject', targetId, fields: ['create_session_job'] });
    }
  }

  /** Null: the database or another service is away, so that this session has to be tried again. */
  async #step({ job }: HeldJob, { ctx, next }: { ctx: RequestContext; next: Next }): Promise<JobStep | null> {
    const { session_id, position } = next;
    try {
      return { outcome: await applyAction(this.#services, ctx, { job, session_id }), position };
    } catch (error) {
      if (isTransient(error) || (isEverrunsError(error) && error.code === 'unavailable')) return null;
      if (!isEverrunsError(error))
        this.#log.error({ err: error, job_id: job.id, session_id }, 'A job failed for a session.');
      const { code, message } = isEverrunsError(error) ? error : UNKNOWN;
      return { outcome: 'failed', position, failure: { session_id, code, message } };
    }
  }

  async *#sessionsOf({ job, position }: HeldJob, ctx: RequestContext): AsyncGenerator<Next> {
    if (job.session_ids !== undefined) {
      const from = position !== null && 'place' in position ? position.place : 0;
      for (const [index, session_id] of job.session_ids.slice(from).entries())
        yield { session_id, position: { place: from + index + 1 } };
      return;
    }
    const filter = asOfThen(job);
    let after = position !== null && 'id' in position ? position : null;
    for (;;) {
      const asked = { ...filter, after, count: PAGE };
      const rows = await listSessions(this.#services.db, ctx, asked);
      for (const { id, created_at } of rows) yield { session_id: id as SessionId, position: { id, created_at } };
      const last = rows.at(-1);
      if (last === undefined) return;
      after = { id: last.id, created_at: last.created_at };
    }
  }
}

/** What the filter found when the job was created: sessions that begin later are not meant, and none gets too old for it. */
function asOfThen({ filter = {}, created_at }: SessionJob): SessionSelection {
  const { created_within_hours: hours, ...rest } = filter;
  const { created_after = '', created_before = created_at } = rest;
  const since = hours === undefined ? '' : new Date(Date.parse(created_at) - hours * MS_PER_HOUR).toISOString();
  const after = since > created_after ? since : created_after;
  const before = created_before < created_at ? created_before : created_at;
  return { ...rest, created_before: before, ...(after !== '' && { created_after: after }) };
}

/** The caller of the job, with what it reached when it asked. */
function contextOf({ org_id, job, reach, request_id }: HeldJob, note: (subject: string) => void): RequestContext {
  return {
    org_id,
    principal: job.created_by,
    subjects: { bound: reach.bound, person: reach.person, noteForeign: reach.any ? note : null },
    request_id,
    may_write: true,
  };
}

const UNKNOWN = new EverrunsError('internal', 'Something failed inside; the server’s log says what.');
