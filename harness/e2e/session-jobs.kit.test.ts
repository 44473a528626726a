import type { SessionJob, Turn } from '@everruns/schemas';
import { expect, it } from 'vitest';
import { useStack } from './shared-stack.ts';

const shared = useStack({ controlPlanes: 2 });
const SESSIONS = 150;
/** A job is held for 30 s by the process that works at it. */
const PATIENT = { timeout: 90_000, interval: 200 };

it(
  'a job whose process dies by kill -9 is finished by another one, each session once',
  { timeout: 180_000 },
  async () => {
    const [first, second] = shared.running.controlPlanes;
    if (first === undefined || second === undefined) throw new Error('there are two control planes');
    const api = shared.replica(0);
    const { id: agent_id } = await api.createAgent();
    const ids = await Promise.all(
      Array.from({ length: SESSIONS }, async () => {
        const body = { agent_id, tags: ['night'] };
        const { id } = await api.json<{ id: string }>('POST', '/v1/sessions', { body });
        await api.post(id, '[[sim:error 400]]', { wait: 60 });
        return id;
      }),
    );
    await second.kill();
    const body = { action: 'retry', filter: { tag: 'night', outcome: 'failed' } };
    const { id } = await api.json<SessionJob>('POST', '/v1/session-jobs', { body });
    const read = (from: typeof api): Promise<SessionJob> => from.json('GET', `/v1/session-jobs/${id}`);
    const done = ({ changed, skipped, failed }: SessionJob): number => changed + skipped + failed;
    await expect.poll(async () => done(await read(api)), { timeout: 30_000, interval: 5 }).toBeGreaterThan(3);
    await first.kill('SIGKILL');
    await second.start();
    const other = shared.replica(1);
    const left = await read(other);
    expect(left.status).toBe('running');
    expect(done(left)).toBeLessThan(SESSIONS);

    await expect.poll(async () => (await read(other)).status, PATIENT).toBe('completed');
    const job = await read(other);
    expect({ done: done(job) >= SESSIONS - 1, failures: job.failures }).toEqual({ done: true, failures: [] });
    for (const session of ids) {
      const turns = async () =>
        (await other.json<{ data: Turn[] }>('GET', `/v1/sessions/${session}/turns`)).data.map(({ status }) => status);
      await expect.poll(turns, PATIENT).toEqual(['failed', 'failed']);
    }
  },
);
