import { Problem } from '@everruns/schemas';
import { afterAll, expect, it } from 'vitest';
import { ApiClient } from '../dev/api-client.ts';
import { mountDisk } from '../dev/mount-disk.ts';
import { startStack } from '../dev/stack.ts';

const disk = mountDisk(400);
if (disk === null) console.log('No disk may be mounted here, so the test of a full one is left out.');
afterAll(() => disk?.[Symbol.dispose]());

it.runIf(disk !== null)(
  'a full disk makes a replica unready and loses nothing, and room makes it ready again',
  async () => {
    await using stack = await startStack({ runner: 'local', postgresFolder: disk?.folder ?? '' });
    const api = new ApiClient(stack.urls);
    const session = await api.createSession();
    expect((await api.post(session.id, 'before', { wait: 20 })).turn.status).toBe('completed');
    const ready = async (): Promise<unknown> => {
      const answer = await api.fetch('GET', '/health/ready');
      const body: unknown = await answer.json();
      return answer.ok ? body : Problem.parse(body).errors;
    };
    expect(await ready()).toEqual({ status: 'ok', dependencies: [{ name: 'database', status: 'ok' }] });
    disk?.fill();
    await expect
      .poll(ready, { timeout: 60_000 })
      .toEqual([expect.objectContaining({ path: 'database', code: 'full' })]);
    disk?.empty();
    await expect.poll(ready, { timeout: 60_000 }).toMatchObject({ status: 'ok' });
    expect((await api.post(session.id, 'after', { wait: 20 })).turn.status).toBe('completed');
    expect((await api.events(session.id)).filter(({ type }) => type === 'turn.completed')).toHaveLength(2);
  },
);
