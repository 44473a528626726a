import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type Instance, readInstance } from '../src/data-folder/instance.ts';

const cli = fileURLToPath(new URL('../bin/everruns.js', import.meta.url));

export interface CliProcess {
  child: ChildProcess;
  /** Everything that it printed so far, both streams. */
  output(): string;
  /** Resolves when the output holds the text; rejects when the process ends before. */
  prints(text: string): Promise<void>;
  /** The exit code, or the signal that ended it. */
  ends(): Promise<number | NodeJS.Signals | null>;
}

/** Runs `everruns` as a real process with nothing of this one's environment but PATH. */
export function runCli(args: string[], env: Record<string, string> = {}): CliProcess {
  const child = spawn(process.execPath, [cli, ...args], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      for (const listener of listeners) listener();
    });
  }
  const closed = once(child, 'close');
  return {
    child,
    output: () => output,
    prints: (text) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (output.includes(text)) resolve();
        };
        listeners.add(look);
        look();
        void closed.then(() => reject(new Error(`ended without printing "${text}":\n${output}`)));
      }),
    ends: async () => {
      await closed;
      return child.exitCode ?? child.signalCode;
    },
  };
}

/** Starts `everruns dev` on a data folder, on free ports and without the UI, and waits until it serves. */
export async function startDev(dataFolder: string, env: Record<string, string> = {}): Promise<CliProcess & Instance> {
  const running = runCli(['dev', '--port', '0', '--no-ui'], { EVERRUNS_DATA_DIR: dataFolder, ...env });
  await running.prints('until=idle');
  const instance = await readInstance(dataFolder);
  if (instance === null) throw new Error('there is no dev.json');
  return { ...running, ...instance };
}
