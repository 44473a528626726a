import { spawn as spawnChild } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { spawn } from '@lydell/node-pty';

const BIN = path.resolve(import.meta.dirname, '../../apps/cli/bin/everruns.js');
const SIZE: TerminalSize = { cols: 120, rows: 40 };
const PATIENCE_MS = 60_000;

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface Given {
  env?: Record<string, string>;
  /** What stands in its standard input; nothing where absent. */
  input?: string;
  cwd?: string;
}

/** Runs `everruns` to its end, with nothing of this process's environment but PATH. */
export async function runEverruns(args: readonly string[], { env = {}, input = '', cwd }: Given = {}): Promise<Ended> {
  const child = spawnChild(process.execPath, [BIN, ...args], {
    env: { PATH: process.env.PATH, ...env },
    ...(cwd && { cwd }),
  });
  child.stdin.end(input);
  const closed = once(child, 'close');
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  await closed;
  return { code: child.exitCode, stdout, stderr };
}

export interface TerminalSize {
  cols: number;
  rows: number;
}

/** What a program wrote at one moment, in milliseconds after its start. */
export interface Written {
  ms: number;
  text: string;
}

/** A program on a pseudo-terminal, as a person uses it. */
export interface Terminal extends Disposable {
  type(keys: string): void;
  /** Everything that was written to the terminal, with its escape sequences. */
  screen(): string;
  /** The same piece by piece, as it came. */
  written(): readonly Written[];
  /** Resolves when the text has been written after what was last waited for; rejects with the screen when the program ends before, or in time. */
  shows(wanted: string): Promise<void>;
  ends(): Promise<number>;
}

export const CTRL_C = '\u0003';
export const ENTER = '\r';

/** Opens `everruns` on a pseudo-terminal. */
export function openEverruns(args: readonly string[], env: Record<string, string> = {}, size = SIZE): Terminal {
  return openTerminal(process.execPath, [BIN, ...args], { env, size });
}

export interface TerminalOptions {
  env: Record<string, string>;
  size?: TerminalSize;
  cwd?: string;
}

export function openTerminal(program: string, args: string[], { env, size = SIZE, cwd }: TerminalOptions): Terminal {
  const all = { PATH: process.env.PATH ?? '', TERM: 'xterm-256color', ...env };
  const child = spawn(program, args, { ...size, env: all, ...(cwd && { cwd }) });
  const startedAt = performance.now();
  const written: Written[] = [];
  let screen = '';
  let seen = 0;
  const looks = new Set<() => void>();
  const { promise: ended, resolve } = Promise.withResolvers<number>();
  child.onData((data) => {
    screen += data;
    written.push({ ms: performance.now() - startedAt, text: data });
    for (const look of looks) look();
  });
  child.onExit(({ exitCode }) => resolve(exitCode));
  return {
    type: (keys) => child.write(keys),
    screen: () => screen,
    written: () => written,
    ends: () => ended,
    shows: (wanted) => {
      const shown = Promise.withResolvers<void>();
      const look = (): void => {
        const at = screen.indexOf(wanted, seen);
        if (at === -1) return;
        seen = at + wanted.length;
        shown.resolve();
      };
      const fail = (): void =>
        shown.reject(
          new Error(`${wanted} was not shown after this:\n${screen.slice(0, seen)}\n── but:\n${screen.slice(seen)}`),
        );
      looks.add(look);
      look();
      const timer = setTimeout(fail, PATIENCE_MS);
      void ended.then(fail);
      return shown.promise.finally(() => {
        clearTimeout(timer);
        looks.delete(look);
      });
    },
    [Symbol.dispose]: () => child.kill('SIGKILL'),
  };
}

/** A folder that is gone when the test is over. */
export async function makeFolder(): Promise<AsyncDisposable & { path: string }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'everruns-cli-'));
  return { path: folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}
