import type { operations } from '../gen/openapi.ts';
import type { CallOptions, Client } from '../http/client.ts';
import { createPageList, type PageList } from '../http/page-list.ts';
import type { CreateSessionJobRequest, SessionJob } from '../nouns.ts';

export type ListSessionJobsQuery = NonNullable<operations['list_session_jobs']['parameters']['query']>;

export type SessionJobs = ReturnType<typeof createSessionJobs>;

/** Work on many sessions at once. */
export function createSessionJobs(client: Client) {
  const all = '/v1/session-jobs';
  const one = `${all}/{job_id}` as const;
  return {
    /** Begins a job, which the server works at when this has returned. `get` says how far it is. */
    create: (body: CreateSessionJobRequest, options: CallOptions = {}): Promise<SessionJob> =>
      client.call('post', all, { body, ...options }),
    get: (job_id: string, options: CallOptions = {}): Promise<SessionJob> =>
      client.call('get', one, { path: { job_id }, ...options }),
    list: (query: ListSessionJobsQuery = {}, options: CallOptions = {}): PageList<SessionJob> =>
      createPageList((cursor) =>
        client.call('get', all, { query: { ...query, ...(cursor && { cursor }) }, ...options }),
      ),
    /** Ends a job after the session that it works on. What it has done stays. */
    cancel: (job_id: string, options: CallOptions = {}): Promise<void> =>
      client.call('delete', one, { path: { job_id }, ...options }),
  };
}
