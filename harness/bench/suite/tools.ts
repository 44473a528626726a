import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createCapabilityTools } from '@everruns/capabilities/registry';
import { createToolBench, openTestEgress } from '@everruns/capabilities/testing';
import type { SandboxCommand } from '@everruns/core';
import { systemClock } from '@everruns/kernel';
import { createOffload } from '@everruns/offload';
import { createSandbox } from '@everruns/sandbox';
import { type BenchRow, bound } from '../measure/bench-row.ts';
import type { World } from './world.ts';

const MB = 1024 * 1024;
const log = { info: () => undefined, warn: () => undefined };
const never = new AbortController().signal;
const TEN_COMMANDS = Array.from({ length: 10 }, (_, index) => `echo ${index} | wc -c`).join('; ');
const PRINTS_100_MB = `const line = 'x'.repeat(999_999); for (let i = 0; i < 100; i += 1) console.log(line);`;
/** A person's next call comes later than the end of the one before. */
const PAUSE_MS = 500;
const SAMPLE_EVERY_MS = 5;

interface Program {
  name: string;
  command: SandboxCommand;
  memoryBytes: number;
  goals: { cold: number; warm: number };
}

const PROGRAMS: readonly Program[] = [
  {
    name: 'run_javascript',
    command: { kind: 'javascript', code: 'return 6 * 7' },
    memoryBytes: 128 * MB,
    goals: { cold: 150, warm: 20 },
  },
  {
    name: 'run_python',
    command: { kind: 'python', code: '6 * 7' },
    memoryBytes: 512 * MB,
    goals: { cold: 3_000, warm: 150 },
  },
  {
    name: 'bash of ten commands',
    command: { kind: 'bash', script: TEN_COMMANDS },
    memoryBytes: 256 * MB,
    goals: { cold: 250, warm: 60 },
  },
];

/** Measures what tools cost a worker: programs in a new sandbox and in one that has run before, 100 MB of output, a page of 1 MB. */
export async function benchTools({ play: { rounds } }: World): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const program of PROGRAMS) rows.push(...(await measureProgram(program, rounds)));
  return [...rows, await measureOutput(rounds), ...(await measurePage(rounds))];
}

async function measureProgram({ name, command, memoryBytes, goals }: Program, rounds: number): Promise<BenchRow[]> {
  const cold: number[] = [];
  const warm: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const sandbox = createSandbox({ clock: systemClock, log });
    const run = async (): Promise<number> => {
      const startedAt = performance.now();
      await sandbox.run(command, { files: [], timeoutMs: 20_000, memoryBytes, signal: never, tenant: 'bench' });
      return performance.now() - startedAt;
    };
    cold.push(await run());
    await systemClock.sleep(PAUSE_MS);
    warm.push(await run());
    await sandbox.close();
  }
  return [
    bound({ name: `${name}, cold`, unit: 'ms', values: cold, goal: goals.cold }),
    bound({ name: `${name}, warm`, unit: 'ms', values: warm, goal: goals.warm }),
  ];
}

/** What this process grows by while a program prints 100 MB. */
async function measureOutput(rounds: number): Promise<BenchRow> {
  const values: number[] = [];
  const sandbox = createSandbox({ clock: systemClock, log });
  const options = { files: [], timeoutMs: 20_000, memoryBytes: 256 * MB, signal: never, tenant: 'bench' };
  for (let round = 0; round < rounds; round += 1) {
    const before = process.memoryUsage.rss();
    let most = before;
    const timer = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), SAMPLE_EVERY_MS);
    await sandbox.run({ kind: 'javascript', code: PRINTS_100_MB }, options);
    clearInterval(timer);
    values.push((most - before) / MB);
  }
  await sandbox.close();
  return bound({ name: 'memory for 100 MB of output', unit: 'MB', values, goal: 64 });
}

/** The CPU of a `web_fetch` of 1 MB, of the process and of its main thread. */
async function measurePage(rounds: number): Promise<BenchRow[]> {
  const page = `<main><h1>Page</h1>${'<p>A paragraph with <a href="/x">a link</a> and some words.</p>'.repeat(16_000)}</main>`;
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html').end(page);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  await using egress = openTestEgress();
  const offload = createOffload({ clock: systemClock, log });
  const tools = createToolBench(createCapabilityTools().get('web_fetch') ?? [], { egress });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const [all, main]: [number[], number[]] = [[], []];
  // The first one starts the thread.
  for (let round = 0; round <= rounds; round += 1) {
    const [before, mainBefore] = [process.cpuUsage(), process.threadCpuUsage()];
    await tools.run('web_fetch', { url }, { runJob: (job, input) => offload.run(job, input, { tenant: 'bench' }) });
    if (round === 0) continue;
    all.push(toMs(process.cpuUsage(before)));
    main.push(toMs(process.threadCpuUsage(mainBefore)));
  }
  await offload.close();
  server.close();
  return [
    bound({ name: 'web_fetch of 1 MB, CPU', unit: 'ms', values: all, goal: 400 }),
    bound({ name: '  of it on the main thread', unit: 'ms', values: main, goal: 50 }),
  ];
}

const toMs = ({ user, system }: { user: number; system: number }): number => (user + system) / 1_000;
