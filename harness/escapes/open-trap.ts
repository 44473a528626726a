import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** What a program finds only if it gets out: a secret in a file, in the environment and behind a server of this machine. */
export interface Trap {
  /** Puts the addresses of the trap into a source, where it says `@FILE@`, `@DIR@`, `@MARK@`, `@URL@`, `@PORT@`, `@PID@`, `@ENV@`. */
  fill(source: string): string;
  /** Returns what happened outside that should not have, in sentences. */
  findDamage(answer: string): Promise<string[]>;
  close(): Promise<void>;
}

const VARIABLE = 'EVERRUNS_TEST_CANARY';

export async function openTrap(): Promise<Trap> {
  const secret = randomUUID();
  const folder = await mkdtemp(path.join(tmpdir(), 'everruns-trap-'));
  const file = path.join(folder, 'canary');
  const mark = path.join(folder, 'mark');
  await writeFile(file, `module.exports = '${secret}';\n`);
  process.env[VARIABLE] = secret;
  let visits = 0;
  const server = createServer((_request, response) => response.end(secret));
  server.on('connection', () => (visits += 1));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const values: Readonly<Record<string, string>> = {
    FILE: file,
    DIR: folder,
    MARK: mark,
    URL: `http://127.0.0.1:${port}`,
    PORT: String(port),
    PID: String(process.pid),
    ENV: VARIABLE,
  };
  return {
    fill: (source) => source.replaceAll(/@([A-Z]+)@/g, (whole, name: string) => values[name] ?? whole),
    async findDamage(answer) {
      const found = answer.includes(secret) ? ['The secret is in the answer.'] : [];
      if (visits > 0) found.push('The server of this machine was called.');
      if (existsSync(mark)) found.push('A file of this machine was written.');
      const names = await readdir(folder);
      if (names.join() !== 'canary') found.push(`The folder of this machine holds ${names.join()}.`);
      return found;
    },
    async close() {
      delete process.env[VARIABLE];
      server.close();
      await rm(folder, { recursive: true });
    },
  };
}
