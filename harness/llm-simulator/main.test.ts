import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { expect, it } from 'vitest';
import { z } from 'zod';

it('runs as a process of its own, prints its URL and ends on SIGTERM', async () => {
  const child = spawn(process.execPath, [`${import.meta.dirname}/main.ts`], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(createInterface(child.stdout), 'line');
  const { url, pid } = z.object({ url: z.url(), pid: z.int() }).parse(JSON.parse(String(line)));
  expect(pid).toBe(child.pid);
  expect((await fetch(`${url}/_sim/health`)).status).toBe(200);
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
});
