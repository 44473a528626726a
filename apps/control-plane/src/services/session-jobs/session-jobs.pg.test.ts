import { DEFAULT_ORGANIZATION_ID, SessionJob } from '@everruns/schemas';
import { createLogger } from '@everruns/log';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { idOf, startTestApi, type TestApi } from '../../testing/test-api.ts';
import { runSweep } from '../../engine/statements/sweep.ts';
import { findSessionJob, type JobReach } from '../../repositories/session-jobs.ts';
import { JobWorker } from './job-worker.ts';

const PATIENT = { timeout: 15_000 };

const openWorker = () => new JobWorker(api.requestServices, { log: createLogger({ level: 'silent' }), metrics: null });

let api: TestApi;
let agent: string;
let worker: JobWorker;
beforeAll(async () => {
  api = await startTestApi();
  agent = idOf(await api.call('POST', '/v1/agents', { body: { name: 'a', system_prompt: '' } }));
  worker = openWorker();
});
afterAll(async () => {
  await worker[Symbol.asyncDispose]();
  await api[Symbol.asyncDispose]();
});

async function newSession(tags: string[], text?: string): Promise<string> {
  const id = idOf(await api.call('POST', '/v1/sessions', { body: { agent_id: agent, tags } }));
  const message = { content: [{ type: 'text', text }] };
  if (text !== undefined) await api.call('POST', `/v1/sessions/${id}/messages`, { body: { message } });
  return id;
}

const jobOf = async (id: string) => SessionJob.parse((await api.call('GET', `/v1/session-jobs/${id}`)).json);
const tagsOf = async (id: string) => ((await api.call('GET', `/v1/sessions/${id}`)).json as { tags: string[] }).tags;

async function begin(body: object): Promise<string> {
  const answer = await api.call('POST', '/v1/session-jobs', { body });
  expect(answer.status).toBe(202);
  return idOf(answer);
}

/** As the sweep of a process offers the jobs at which nobody works. */
async function sweep(to: JobWorker = worker): Promise<void> {
  const nothing = { beating: [], watched: [], queuesAfter: null, waitsAfter: null, childrenAfter: null };
  const { jobs } = await runSweep(api.services.db, { processId: api.services.ids.uuid(), graceMs: 0, ...nothing });
  to.take(jobs);
}

async function run(body: object): Promise<SessionJob> {
  const id = await begin(body);
  await sweep();
  await expect.poll(async () => (await jobOf(id)).status, PATIENT).not.toBe('running');
  return jobOf(id);
}

it('tags the sessions that a filter finds, and takes tags away', async () => {
  const ids = await Promise.all(Array.from({ length: 5 }, () => newSession(['batch'])));
  await newSession(['other']);
  const tagged = await run({ action: 'tag', filter: { tag: 'batch' }, tags: ['new', 'batch'] });
  expect(tagged).toMatchObject({ status: 'completed', changed: 5, skipped: 0, failed: 0, failures: [] });
  expect(await Promise.all(ids.map(tagsOf))).toEqual(ids.map(() => ['batch', 'new']));
  expect(await run({ action: 'tag', filter: { tag: 'batch' }, tags: ['new'] })).toMatchObject({
    changed: 0,
    skipped: 5,
  });
  const untagged = await run({ action: 'untag', session_ids: ids.slice(0, 2), tags: ['new'] });
  expect(untagged).toMatchObject({ changed: 2, skipped: 0 });
  expect(await Promise.all(ids.map(tagsOf))).toEqual(ids.map((_, n) => (n < 2 ? ['batch'] : ['batch', 'new'])));
});

it('means the sessions that were young enough when the job was created', async () => {
  const [young, old] = [await newSession(['young']), await newSession(['young'])];
  const age = 'update sessions set created_at = now() - make_interval(mins => $2) where id = $1';
  for (const [id, minutes] of [
    [young, 59],
    [old, 61],
  ] as const)
    await api.database.pool.query(age, [id, minutes]);
  const job = await begin({ action: 'tag', filter: { tag: 'young', created_within_hours: 1 }, tags: ['seen'] });
  // By the time that it runs, both are older.
  const later = `update session_jobs set created_at = created_at - interval '2 hours' where id = $1`;
  const shift = `update sessions set created_at = created_at - interval '2 hours' where id = any($1)`;
  await api.database.pool.query(later, [job]);
  await api.database.pool.query(shift, [[young, old]]);
  await sweep();
  await expect.poll(async () => (await jobOf(job)).status, PATIENT).toBe('completed');
  expect(await jobOf(job)).toMatchObject({ changed: 1, filter: { created_within_hours: 1 } });
  expect(await Promise.all([young, old].map(tagsOf))).toEqual([['young', 'seen'], ['young']]);
});

it('cancels what runs, tries again what was canceled, and deletes', async () => {
  const running = await newSession(['work'], 'Hello');
  const idle = await newSession(['work']);
  expect(await run({ action: 'cancel', filter: { tag: 'work' } })).toMatchObject({ changed: 1, skipped: 1 });
  expect(await run({ action: 'retry', filter: { tag: 'work' } })).toMatchObject({ changed: 1, skipped: 1 });
  const session = (await api.call('GET', `/v1/sessions/${running}`)).json as { status: string };
  expect(session.status).toBe('active');
  // It runs now, so that there is nothing to try again.
  expect(await run({ action: 'retry', session_ids: [running] })).toMatchObject({ changed: 0, skipped: 1 });
  expect(await run({ action: 'delete', session_ids: [running, idle, running] })).toMatchObject({
    changed: 2,
    skipped: 1,
  });
  expect((await api.call('GET', `/v1/sessions/${running}`)).status).toBe(404);
  const audited = (await api.call('GET', '/v1/audit-log?limit=100')).json as {
    data: { action: string; target_id?: string }[];
  };
  const entries = audited.data.filter(({ action }) => action === 'delete_session');
  expect(new Set(entries.map(({ target_id }) => target_id))).toEqual(new Set([running, idle]));
});

it('says which sessions failed, and goes on', async () => {
  const full = await newSession(Array.from({ length: 50 }, (_, n) => `t${n}`));
  const good = await newSession([]);
  const job = await run({ action: 'tag', session_ids: [full, good], tags: ['one-more'] });
  expect(job).toMatchObject({ changed: 1, failed: 1 });
  expect(job.failures).toEqual([
    { session_id: full, code: 'invalid_request', message: expect.stringContaining('50 tags') },
  ]);
});

it('is gone on with by another process after the last session that was recorded', async () => {
  const ids = await Promise.all(Array.from({ length: 6 }, () => newSession(['left'])));
  const id = await begin({ action: 'tag', session_ids: ids, tags: ['done'] });
  // A process that was killed after two sessions, and whose hold has not ended yet.
  await api.database.pool.query(
    `update session_jobs set changed = 2, position = '{"place": 2}', held_until = now() + interval '1 minute' where id = $1`,
    [id],
  );
  await sweep();
  expect((await jobOf(id)).changed).toBe(2);
  await api.database.pool.query(`update session_jobs set held_until = now() - interval '1 second' where id = $1`, [id]);
  const others = Array.from({ length: 3 }, () => openWorker());
  await Promise.all(others.map(sweep));
  await expect.poll(async () => (await jobOf(id)).status, PATIENT).toBe('completed');
  for (const other of others) await other[Symbol.asyncDispose]();
  expect((await jobOf(id)).changed).toBe(6);
  expect(await Promise.all(ids.map(async (one) => (await tagsOf(one)).includes('done')))).toEqual(
    ids.map((_, n) => n >= 2),
  );
});

it('ends after the current session when it is canceled, and keeps to its limits', async () => {
  const first = await begin({ action: 'cancel', filter: { tag: 'nothing' } });
  expect((await api.call('DELETE', `/v1/session-jobs/${first}`)).status).toBe(204);
  expect((await api.call('DELETE', `/v1/session-jobs/${first}`)).status).toBe(204);
  expect(await jobOf(first)).toMatchObject({ status: 'canceled', ended_at: expect.any(String) });
  const others = [];
  for (let n = 0; n < 10; n += 1) others.push(await begin({ action: 'cancel', filter: { tag: 'nothing' } }));
  const refused = await api.call('POST', '/v1/session-jobs', { body: { action: 'cancel', filter: { tag: 'x' } } });
  expect(refused.status).toBe(409);
  for (const id of others) await api.call('DELETE', `/v1/session-jobs/${id}`);
  for (const body of [
    { action: 'cancel' },
    { action: 'cancel', filter: {} },
    { action: 'cancel', filter: { tag: 'x' }, session_ids: [first] },
    { action: 'tag', filter: { tag: 'x' } },
    { action: 'cancel', filter: { tag: 'x' }, tags: ['y'] },
    { action: 'tag', session_ids: [], tags: ['y'] },
  ])
    expect((await api.call('POST', '/v1/session-jobs', { body })).status).toBe(400);
});

it('reaches the sessions that its caller reached, and is seen by callers who reach the same', async () => {
  await newSession(['reach']);
  await api.database.pool.query(
    `insert into sessions (org_id, id, agent_id, usage, tags, subject)
     select s.org_id, gen_random_uuid(), s.agent_id, s.usage, s.tags, other from sessions s, unnest($1::text[]) as other where 'reach' = any(s.tags)`,
    [['user:00000000-0000-7000-8000-0000000000aa', 'app:shop']],
  );
  const runAs = async (reach: JobReach): Promise<SessionJob> => {
    const id = await begin({ action: 'tag', filter: { tag: 'reach' }, tags: [JSON.stringify(reach).slice(0, 100)] });
    await api.database.pool.query('update session_jobs set reach = $2 where id = $1', [id, JSON.stringify(reach)]);
    await sweep();
    await expect.poll(async () => (await jobOf(id)).status, PATIENT).toBe('completed');
    return jobOf(id);
  };
  const shop = await runAs({ bound: 'app:shop', person: null, any: false });
  const nobody = await runAs({ bound: null, person: null, any: false });
  const all = await runAs({ bound: null, person: null, any: true });
  expect([shop.changed, nobody.changed, all.changed]).toEqual([1, 2, 3]);
  const seen = async (bound: string | null, noteForeign: (() => void) | null) => {
    const ctx = {
      org_id: DEFAULT_ORGANIZATION_ID,
      principal: 'p',
      request_id: 'r',
      subjects: { bound, person: null, noteForeign },
    };
    const found = await Promise.all([shop, nobody].map(({ id }) => findSessionJob(api.services.db, ctx, id)));
    return found.map((job) => job !== null);
  };
  expect(await seen('app:shop', null)).toEqual([true, false]);
  expect(await seen(null, null)).toEqual([false, true]);
  expect(await seen(null, () => undefined)).toEqual([true, true]);
});
