import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { CreatedApiKey, LoginResponse } from '@everruns/schemas';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { isAlive, readPostmasterPid } from '../src/postgres/postmaster-pid.ts';
import './vitest-context.ts';
import { type CliProcess, runCli, startDev } from './cli-process.ts';

let folder: string;
let started: CliProcess[];
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'everruns-e2e-'));
  started = [];
});
afterEach(async () => {
  for (const { child, ends } of started) {
    child.kill('SIGTERM');
    await ends();
  }
  await rm(folder, { recursive: true, force: true });
});

async function start(env: Record<string, string> = {}) {
  const running = await startDev(folder, env);
  started.push(running);
  return running;
}

async function fails(args: string[], env: Record<string, string> = {}): Promise<string> {
  const process_ = runCli(args, { EVERRUNS_DATA_DIR: folder, ...env });
  expect(await process_.ends()).toBe(1);
  return process_.output().trim();
}

async function post(url: string, body: object, headers: Record<string, string> = {}): Promise<unknown> {
  const json = { 'content-type': 'application/json', ...headers };
  return (await fetch(url, { method: 'POST', headers: json, body: JSON.stringify(body) })).json();
}

async function postmasterPid(): Promise<number> {
  const state = await readPostmasterPid(path.join(folder, 'postgres', 'data'));
  if (state === null) throw new Error('PostgreSQL does not run');
  return state.pid;
}

describe('everruns dev', () => {
  it('prints a command that streams an answer with a tool call', async () => {
    const { output } = await start();
    const command = output().slice(output().indexOf('SESSION='));
    const { stdout } = await promisify(execFile)('sh', ['-c', command], { timeout: 30_000 });
    expect(stdout).toContain('"name":"get_current_time"');
    expect(stdout).toContain('event: tool.completed');
    expect(stdout.trimEnd().endsWith('data: {"reason":"idle"}')).toBe(true);
  });

  it('prints a one-line twin of it, which finds the server by itself', async () => {
    const { output } = await start();
    expect(output()).toContain('\nnpm run everruns -- chat "What time is it in Tokyo?"\n');
    const chat = runCli(['chat', 'What time is it in Tokyo?'], {
      EVERRUNS_DATA_DIR: folder,
      EVERRUNS_CONFIG_DIR: folder,
    });
    expect(await chat.ends()).toBe(0);
    expect(chat.output()).toMatch(/→ get_current_time[\s\S]*The time in Asia\/Tokyo is/);
  });

  it('with AUTH_MODE=admin it seeds the agent too, and the command runs with an API key', async () => {
    const account = { email: 'ada@example.com', password: 'correct horse battery' };
    const { output, http_url } = await start({
      AUTH_MODE: 'admin',
      AUTH_ADMIN_EMAIL: account.email,
      AUTH_ADMIN_PASSWORD: account.password,
    });
    expect(output()).toContain('Sign in    ada@example.com');
    expect((await fetch(`${http_url}/v1/agents`)).status).toBe(401);
    const login = LoginResponse.parse(await post(`${http_url}/v1/auth/login`, { ...account, grant: 'tokens' }));
    const authorization = `Bearer ${login.tokens?.access_token ?? ''}`;
    const { key } = CreatedApiKey.parse(
      await post(`${http_url}/v1/auth/api-keys`, { name: 'curl' }, { authorization }),
    );
    const [command = ''] = /SESSION=[\s\S]*?until=idle"/.exec(output()) ?? [];
    const env = { PATH: process.env.PATH, EVERRUNS_API_KEY: key };
    const { stdout } = await promisify(execFile)('sh', ['-c', command], { timeout: 30_000, env });
    expect(stdout.trimEnd().endsWith('data: {"reason":"idle"}')).toBe(true);
  });

  it('stops cleanly on Ctrl-C and finds the same data at the next start', async () => {
    const first = await start();
    const pid = await postmasterPid();
    const agents = await (await fetch(`${first.http_url}/v1/agents`)).text();
    first.child.kill('SIGINT');
    expect(await first.ends()).toBe(0);
    expect(isAlive(pid)).toBe(false);
    await expect(stat(path.join(folder, 'dev.json'))).rejects.toThrow('ENOENT');
    const second = await start();
    expect(await (await fetch(`${second.http_url}/v1/agents`)).text()).toBe(agents);
  });

  it('works with the key of an earlier start until it is told to forget it, and never simulates then', async () => {
    const first = await start({ OPENAI_API_KEY: 'sk-e2e', OPENAI_BASE_URL: 'http://127.0.0.1:1/v1' });
    expect(first.output()).toContain('gpt-5.4-mini of OpenAI\n');
    first.child.kill('SIGTERM');
    await first.ends();
    const second = await start();
    expect(second.output()).toMatch(
      /gpt-5\.4-mini of OpenAI\n +OpenAI works with the key that an earlier start stored/,
    );
    second.child.kill('SIGTERM');
    await second.ends();
    const forget = runCli(['providers', 'forget', 'openai'], { EVERRUNS_DATA_DIR: folder });
    expect([await forget.ends(), forget.output()]).toEqual([0, expect.stringContaining('Forgot OpenAI')]);
    const third = await start();
    expect(third.output()).toContain('none, so that turns fail with no_model: There is no default model.');
    const command = third.output().slice(third.output().indexOf('SESSION='));
    const { stdout } = await promisify(execFile)('sh', ['-c', command], { timeout: 30_000 });
    expect(stdout).toContain('"error_code":"no_model"');
    expect(stdout).toContain('"text":"There is no default model. Choose one under Settings');
    expect(await fails(['providers', 'forget', 'ollama'])).toContain('ollama is no provider that a start stores');
  });

  it('starts after kill -9 and stops the database that it left behind', async () => {
    const first = await start();
    const orphan = await postmasterPid();
    first.child.kill('SIGKILL');
    await first.ends();
    expect(isAlive(orphan)).toBe(true);
    const second = await start();
    expect(isAlive(orphan)).toBe(false);
    expect((await fetch(`${second.http_url}/health/ready`)).status).toBe(200);
  });

  it('brings PostgreSQL back when only that was killed', async () => {
    const { http_url: url, prints } = await start();
    process.kill(await postmasterPid(), 'SIGKILL');
    await prints('starting it again');
    await expect.poll(async () => (await fetch(`${url}/v1/agents`)).status, { timeout: 10_000 }).toBe(200);
  });

  it('refuses a second instance on the same data', async () => {
    const { pid, http_url: url } = await start();
    expect(await fails(['dev', '--port', '0'])).toBe(
      `Everruns already runs on ${folder} (process ${pid} at ${url}): stop it, or set EVERRUNS_DATA_DIR to another folder.`,
    );
    expect(await fails(['reset'])).toContain('Everruns already runs on');
  });

  it('keeps its secrets to their owner', async () => {
    await start();
    const modes = await Promise.all(
      ['secrets.json', 'dev.json'].map(async (name) => (await stat(path.join(folder, name))).mode & 0o777),
    );
    expect(modes).toEqual([0o600, 0o600]);
  });
});

describe('a failure is one sentence', () => {
  it('busy port', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    expect(await fails(['dev', '--port', String(port)])).toMatch(
      /^Port \d+ on 127\.0\.0\.1 is taken by .+ \(process \d+\): stop it, or choose another with `npm start -- --port N` or HTTP_ADDR\.$/,
    );
    server.close();
  });

  it('read-only folder', async () => {
    expect(await fails(['dev'], { EVERRUNS_DATA_DIR: '/proc/everruns' })).toBe(
      'The data folder /proc/everruns cannot be written (ENOENT): set EVERRUNS_DATA_DIR to a folder that can.',
    );
  });

  it('a database that cannot be reached', async () => {
    expect(await fails(['dev', '--port', '0'], { DATABASE_URL: 'postgresql://u:secret@127.0.0.1:1/x' })).toBe(
      'The database at 127.0.0.1:1/x cannot be used (connect ECONNREFUSED 127.0.0.1:1): correct DATABASE_URL, or unset it for an embedded PostgreSQL.',
    );
  });

  it('a UI that the network would reach without a login', async () => {
    const message = (host: string) =>
      `UI_ADDR ${host} is beyond loopback and AUTH_MODE=none lets anyone in; bind to 127.0.0.1, or set AUTH_NONE_ALLOW_REMOTE=true.`;
    expect([
      await fails(['dev', '--port', '0'], { UI_ADDR: '0.0.0.0:0' }),
      await fails(['dev', '--port', '0'], { UI_ADDR: '[::ffff:0.0.0.0]:0' }),
    ]).toEqual([message('0.0.0.0'), message('::ffff:0.0.0.0')]);
  });

  it('unknown setting', async () => {
    expect(await fails(['dev', '--port', '0'], { EVERRUNS_DATADIR: 'x' })).toBe(
      'EVERRUNS_DATADIR is not a setting; did you mean EVERRUNS_DATA_DIR?.',
    );
  });

  it.each([
    [
      ['worker'],
      { GRPC_ADDRESS: 'control-plane', TEMPORAL_ADDRESS: 'temporal' },
      'GRPC_ADDRESS must look like host:9001; WORKER_GRPC_TOKEN is not set; TEMPORAL_ADDRESS must look like host:7233.',
    ],
    [
      ['serve'],
      { TEMPORAL_ADDRESS: 'temporal:7233', HTTP_ADDR: 'localhost' },
      'DATABASE_URL is not set; HTTP_ADDR must look like 127.0.0.1:9000; SECRETS_ENCRYPTION_KEY is not set; WORKER_GRPC_TOKEN is required when turns run on Temporal, because workers send it to every replica.',
    ],
    [
      ['migrate'],
      { DATABASE_URL: 'postgresql://u:secret@127.0.0.1:1/x' },
      'The database at 127.0.0.1:1/x cannot be used (connect ECONNREFUSED 127.0.0.1:1): correct DATABASE_URL, or unset it for an embedded PostgreSQL.',
    ],
  ])('settings of %s: everything that is wrong, at once', async (args, env, sentence) => {
    expect(await fails(args, env)).toBe(sentence);
  });

  describe('about a given database', () => {
    let url: string;
    beforeEach(async () => {
      const name = `cli_${path.basename(folder).replaceAll(/\W/g, '').toLowerCase()}`;
      await query(inject('postgresUrl'), `create database ${name}`);
      url = new URL(`/${name}`, inject('postgresUrl')).href;
    });

    it('newer schema', async () => {
      const migrated = runCli(['migrate'], { DATABASE_URL: url });
      expect(await migrated.ends()).toBe(0);
      await query(url, "insert into schema_migrations (name, sha256) values ('9999_future.sql', 'x')");
      // The first start of a checkout also says that it builds the UI.
      const said = (await fails(['dev', '--port', '0'], { DATABASE_URL: url })).replace(/^Building the UI.*\n/, '');
      expect(said).toBe(
        'The database has the schema of a newer release (9999_future.sql): start that release, or set DATABASE_URL or EVERRUNS_DATA_DIR to another database.',
      );
    });

    it('a key that does not fit', async () => {
      const first = await start({ DATABASE_URL: url });
      first.child.kill('SIGTERM');
      expect(await first.ends()).toBe(0);
      await rm(path.join(folder, 'secrets.json'));
      expect(await fails(['dev', '--port', '0'], { DATABASE_URL: url })).toContain(
        'SECRETS_ENCRYPTION_KEY (key kek-v1) does not fit this database, which was written with key kek-v1.',
      );
    });
  });
});

describe('everruns doctor', () => {
  it('finds nothing wrong with a fresh set-up', async () => {
    const doctor = runCli(['doctor'], {
      EVERRUNS_DATA_DIR: folder,
      HTTP_ADDR: '127.0.0.1:0',
      GRPC_ADDR: '127.0.0.1:0',
      UI_ADDR: '127.0.0.1:0',
    });
    expect([await doctor.ends(), doctor.output()]).toEqual([0, expect.not.stringContaining('WRONG')]);
  });

  it.each([
    ['serve', 'WRONG  Settings: DATABASE_URL is not set; SECRETS_ENCRYPTION_KEY is not set.'],
    ['worker', 'WRONG  Settings: WORKER_GRPC_TOKEN is not set.'],
  ])('of %s reads that command’s own settings', async (subject, finding) => {
    expect(await fails(['doctor', subject])).toContain(finding);
  });

  it('names every wrong setting at once, with the cure', async () => {
    const output = await fails(['doctor'], {
      DATABASE_URL: 'postgresql://127.0.0.1:1/x',
      TEMPORAL_ADDRESS: '127.0.0.1:1',
    });
    expect(output).toContain('WRONG  Database: The database at 127.0.0.1:1/x cannot be used');
    expect(output).toContain('WRONG  Temporal: Nothing answers at 127.0.0.1:1');
    expect(await readFile(path.join(folder, 'secrets.json'), 'utf8')).toContain('kek-v1:');
  });
});

async function query(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql);
  await client.end();
}
