import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { findFreePorts, RESERVED } from './free-ports.ts';

afterEach(() => vi.restoreAllMocks());

/** Chances that lead to these ports, one after the other. */
function propose(...ports: number[]): void {
  const random = vi.spyOn(Math, 'random');
  for (const port of ports) random.mockReturnValueOnce((port - 12_000 + 0.5) / 20_000);
}

it('a port is given once, and not while the process lives that chose it', async () => {
  const [first = 0, second = 0, third = 0] = await findFreePorts(3);
  propose(first, second, third);
  expect([first, second, third]).not.toContain((await findFreePorts(1))[0]);
});

it('a port of another process is given once that process has ended', async () => {
  let [port = 0] = await findFreePorts(1);
  const fileOf = (one: number) => path.join(RESERVED, String(one));
  while (existsSync(fileOf(port))) port += 1;
  const file = fileOf(port);
  writeFileSync(file, String(process.ppid));
  propose(port);
  expect(await findFreePorts(1)).not.toEqual([port]);
  writeFileSync(file, String(spawnSync('true').pid));
  propose(port);
  expect(await findFreePorts(1)).toEqual([port]);
});
