import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { systemClock } from '@everruns/kernel';
import { afterEach, describe, expect, it } from 'vitest';
import { McpPool } from '../connection-pool.ts';
import type { McpEndpoint } from '../open-client.ts';
import { StdioLauncher } from './stdio-launcher.ts';

const SERVER = path.join(import.meta.dirname, '../../test/stdio-server.ts');
const signal = AbortSignal.timeout(60_000);

let nowMs = 0;
const opened: McpPool[] = [];
afterEach(async () => {
  nowMs = 0;
  for (const pool of opened.splice(0)) await pool.close();
});

function open(habit = '', file = '') {
  const complaints: string[] = [];
  const clock = { monotonic: () => nowMs, after: systemClock.after };
  const program = {
    command: process.execPath,
    args: [SERVER, habit, file],
    env: { GIVEN: 'yes', PATH: '/usr/bin:/bin' },
  };
  const launcher = new StdioLauncher({
    programs: new Map([['files', program]]),
    clock,
    onFailure: (_, complaint) => complaints.push(complaint),
  });
  const pool = new McpPool(clock);
  opened.push(pool);
  const call = (tool: string, args: Record<string, string> = {}) =>
    pool.use({ key: 'files', ...programIn(launcher) }, (client) => client.callTool(tool, args, { signal }));
  const failureOf = (tool: string) =>
    call(tool).then(
      () => 'none',
      (error: { kind?: string; message: string; mayHaveRun?: boolean }) => error,
    );
  return { call, failureOf, complaints };
}

function programIn(launcher: StdioLauncher): McpEndpoint {
  const endpoint = launcher.find('stdio:files');
  if (endpoint === null) throw new Error('There is no such program.');
  return endpoint;
}

const isAlive = (pid: number): boolean => {
  try {
    // A process that has ended and that nobody has waited for yet still takes signals.
    process.kill(pid, 0);
    return !readFileSync(`/proc/${pid}/stat`, 'latin1').includes(') Z ');
  } catch {
    return false;
  }
};

describe('a program of the operator', { timeout: 60_000 }, () => {
  it('is one process for all calls, and knows only what it is given', async () => {
    const { call } = open('greets');
    const texts = Array.from({ length: 20 }, (_, at) => `session ${at}`);
    const results = await Promise.all(texts.map((text) => call('echo', { text })));
    expect(results).toMatchObject(texts.map((text) => ({ content: [{ text }] })));
    const said = JSON.stringify(await call('environment'));
    expect(said).toContain('GIVEN');
    expect(said).not.toContain('VITEST');
  });

  it('that dies in the middle of a call may have run it, and starts again after a pause', async () => {
    const { call, failureOf } = open();
    expect(await failureOf('die')).toMatchObject({ kind: 'connection_lost', mayHaveRun: true });
    nowMs = 1_001;
    expect(await call('echo', { text: 'again' })).toMatchObject({ content: [{ text: 'again' }] });
  });

  it('that always dies starts again after longer and longer pauses, and tells the operator why', async () => {
    const { failureOf, complaints } = open('dies');
    const pauses: number[] = [];
    for (let start = 0; start < 4; start += 1) {
      const before = complaints.length;
      const startedMs = nowMs;
      while (complaints.length === before) {
        await failureOf('echo');
        if (complaints.length === before) nowMs += 500;
      }
      if (start > 0) pauses.push(nowMs - startedMs);
    }
    // The pool itself does not try again for five seconds.
    expect(pauses).toEqual([5_000, 5_000, 5_000]);
    for (let start = 0; start < 3; start += 1) {
      nowMs += 5_000;
      await failureOf('echo');
    }
    expect(await failureOf('echo')).toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining('by itself'),
    });
  });

  it('that writes without an end is ended', async () => {
    expect(await open('floods').failureOf('echo')).toMatchObject({ name: 'McpFailure' });
  });

  it('that is not there cannot be reached', async () => {
    const clock = systemClock;
    const missing = { command: '/nowhere/at/all', args: [], env: {} };
    const programs = new Map([['files', missing]]);
    const complaints: string[] = [];
    const launcher = new StdioLauncher({ programs, clock, onFailure: (_, text) => complaints.push(text) });
    const pool = new McpPool(clock);
    opened.push(pool);
    const use = pool.use({ key: 'files', ...programIn(launcher) }, (client) => client.list('tools'));
    await expect(use).rejects.toMatchObject({ name: 'McpFailure' });
    await expect.poll(() => complaints.join()).toContain('not found');
  });

  it('ends with what it has started when this process is killed', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'everruns-stdio-'));
    const file = path.join(folder, 'pids.json');
    const holder = new URL('../../test/hold-program.ts', import.meta.url).pathname;
    const parent = spawn(process.execPath, [holder, SERVER, file], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(parent.stdout, 'data');
    const { pid, helper } = JSON.parse(readFileSync(file, 'utf8')) as { pid: number; helper: number };
    expect([isAlive(pid), isAlive(helper)]).toEqual([true, true]);
    parent.kill('SIGKILL');
    await expect.poll(() => [isAlive(pid), isAlive(helper)]).toEqual([false, false]);
    rmSync(folder, { recursive: true });
  });
});
