import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';

const BIN = path.resolve(import.meta.dirname, '../../apps/cli/bin/everruns.js');
const Instance = z.object({ http_url: z.string() });

export interface StartedProduct extends AsyncDisposable {
  apiUrl: string;
}

/** Starts what `npm start` starts, without the UI, on free ports and a data folder of its own. */
export async function startProduct(): Promise<StartedProduct> {
  const data = await mkdtemp(path.join(tmpdir(), 'everruns-data-'));
  const child = spawn(process.execPath, [BIN, 'dev', '--port', '0', '--no-ui'], {
    env: { PATH: process.env.PATH, HOME: data, EVERRUNS_DATA_DIR: data },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const closed = once(child, 'close');
  let output = '';
  const serves = Promise.withResolvers<void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (output.includes('until=idle')) serves.resolve();
    });
  }
  void closed.then(() => serves.reject(new Error(`It ended:\n${output}`)));
  await serves.promise;
  const { http_url: apiUrl } = Instance.parse(JSON.parse(await readFile(path.join(data, 'dev.json'), 'utf8')));
  return {
    apiUrl,
    async [Symbol.asyncDispose]() {
      child.kill('SIGINT');
      await closed;
      await rm(data, { recursive: true, force: true });
    },
  };
}
