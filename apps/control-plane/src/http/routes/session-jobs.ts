import { CreateSessionJobRequest, pageOf, SessionJob, SessionJobId } from '@everruns/schemas';
import { z } from 'zod';
import { ListQuery } from '../../kernel/list-page.ts';
import { createSessionJob } from '../../services/session-jobs/create.ts';
import { cancelSessionJob, getSessionJob, listSessionJobs } from '../../services/session-jobs/get.ts';
import type { Services } from '../../services/services.ts';
import { defineRoute, replyOnce, type Route } from '../route.ts';

const base = { tag: 'sessions', auth: 'session' } as const;
const JobParams = z.strictObject({ job_id: SessionJobId });
const one = { kind: 'json', description: 'The job', schema: SessionJob } as const;

/** Work on many sessions at once. */
export function sessionJobRoutes(services: Services): Route[] {
  return [
    defineRoute({
      ...base,
      method: 'post',
      path: '/v1/session-jobs',
      operationId: 'create_session_job',
      summary: 'Cancel, retry, tag or delete many sessions',
      scopes: ['write'],
      isAudited: true,
      body: CreateSessionJobRequest,
      example: { action: 'tag', filter: { outcome: 'failed' }, tags: ['look-again'] },
      responses: [{ ...one, status: 202 }],
      errors: ['conflict'],
      handler: async ({ ctx, body, idempotency }) =>
        replyOnce(await createSessionJob(services, ctx, { request: body, idempotency })),
    }),
    defineRoute({
      ...base,
      method: 'get',
      path: '/v1/session-jobs',
      operationId: 'list_session_jobs',
      summary: 'List your jobs on sessions, newest first',
      scopes: ['read'],
      query: ListQuery,
      responses: [{ kind: 'json', status: 200, description: 'A page of jobs', schema: pageOf(SessionJob) }],
      errors: ['invalid_cursor'],
      handler: async ({ ctx, query }) => ({ value: await listSessionJobs(services, ctx, query) }),
    }),
    defineRoute({
      ...base,
      method: 'get',
      path: '/v1/session-jobs/{job_id}',
      operationId: 'get_session_job',
      summary: 'Get a job, and how far it is',
      scopes: ['read'],
      params: JobParams,
      responses: [{ ...one, status: 200 }],
      errors: ['not_found'],
      handler: async ({ ctx, params }) => ({ value: await getSessionJob(services, ctx, params) }),
    }),
    defineRoute({
      ...base,
      method: 'delete',
      path: '/v1/session-jobs/{job_id}',
      operationId: 'cancel_session_job',
      summary: 'End a job after the session that it works on. What it has done stays.',
      scopes: ['write'],
      isAudited: true,
      params: JobParams,
      responses: [{ kind: 'empty', status: 204, description: 'Canceled' }],
      errors: ['not_found'],
      handler: async ({ ctx, params }) => {
        await cancelSessionJob(services, ctx, params);
        return {};
      },
    }),
  ];
}
