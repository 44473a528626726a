import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Problem } from '@everruns/schemas';
import { afterAll, expect, it } from 'vitest';
import { ApiClient } from '../dev/api-client.ts';
import { startStack } from '../dev/stack.ts';

const run = (...command: string[]): boolean => spawnSync(command[0] ?? '', command.slice(1)).status === 0;

/** A disk of its own in memory; null where this user may not mount one. */
function mountDisk(megabytes: number): string | null {
  const folder = mkdtempSync(path.join(tmpdir(), 'everruns-disk-'));
  if (!run('mount', '-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder)) {
    rmSync(folder, { recursive: true });
    return null;
  }
  chmodSync(folder, 0o777);
  return folder;
}

const disk = mountDisk(400);
if (disk === null) console.log('No disk may be mounted here, so the test of a full one is left out.');
afterAll(() => {
  if (disk === null) return;
  run('umount', '--lazy', disk);
  rmSync(disk, { recursive: true, force: true });
});

it.runIf(disk !== null)(
  'a full disk makes a replica unready and loses nothing, and room makes it ready again',
  async () => {
    const folder = disk ?? '';
    const filler = path.join(folder, 'filler');
    await using stack = await startStack({ runner: 'local', postgresFolder: folder });
    const api = new ApiClient(stack.urls);
    const session = await api.createSession();
    expect((await api.post(session.id, 'before', { wait: 20 })).turn.status).toBe('completed');
    const ready = async (): Promise<unknown> => {
      const answer = await api.fetch('GET', '/health/ready');
      const body: unknown = await answer.json();
      return answer.ok ? body : Problem.parse(body).errors;
    };
    expect(await ready()).toEqual({ status: 'ok', dependencies: [{ name: 'database', status: 'ok' }] });
    // It ends when there is no room left.
    spawnSync('dd', ['if=/dev/zero', `of=${filler}`, 'bs=64k']);
    await expect
      .poll(ready, { timeout: 20_000 })
      .toEqual([expect.objectContaining({ path: 'database', code: 'full' })]);
    rmSync(filler);
    await expect.poll(ready, { timeout: 30_000 }).toMatchObject({ status: 'ok' });
    expect((await api.post(session.id, 'after', { wait: 20 })).turn.status).toBe('completed');
    expect((await api.events(session.id)).filter(({ type }) => type === 'turn.completed')).toHaveLength(2);
  },
);
