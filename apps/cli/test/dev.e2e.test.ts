import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { createDatabaseClient } from '@everruns/control-plane';
import { CreatedApiKey, LoginResponse } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import { isAlive, readPostmasterPid } from '../src/postgres/postmaster-pid.ts';
import { runCli } from './cli-process.ts';
import { useCli } from './use-cli.ts';

const world = useCli();

async function post(url: string, body: object, headers: Record<string, string> = {}): Promise<unknown> {
  const json = { 'content-type': 'application/json', ...headers };
  return (await fetch(url, { method: 'POST', headers: json, body: JSON.stringify(body) })).json();
}

async function postmasterPid(): Promise<number> {
  const state = await readPostmasterPid(path.join(world.folder, 'postgres', 'data'));
  if (state === null) throw new Error('PostgreSQL does not run');
  return state.pid;
}

describe('everruns dev', () => {
  it('prints a command that streams an answer with a tool call', async () => {
    const { output } = await world.start();
    const command = output().slice(output().indexOf('SESSION='));
    const { stdout } = await promisify(execFile)('sh', ['-c', command], { timeout: 30_000 });
    expect(stdout).toContain('"name":"get_current_time"');
    expect(stdout).toContain('event: tool.completed');
    expect(stdout.trimEnd().endsWith('data: {"reason":"idle"}')).toBe(true);
  });

  it('prints a one-line twin of it, which finds the server by itself', async () => {
    const { output } = await world.start();
    expect(output()).toContain('\nnpm run everruns -- chat "What time is it in Tokyo?"\n');
    const chat = runCli(['chat', 'What time is it in Tokyo?'], {
      EVERRUNS_DATA_DIR: world.folder,
      EVERRUNS_CONFIG_DIR: world.folder,
    });
    expect(await chat.ends()).toBe(0);
    expect(chat.output()).toMatch(/→ get_current_time[\s\S]*The time in Asia\/Tokyo is/);
  });

  it('with AUTH_MODE=admin it seeds the agent too, and the command runs with an API key', async () => {
    const account = { email: 'ada@example.com', password: 'correct horse battery' };
    const { output, http_url } = await world.start({
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
    const first = await world.start();
    const pid = await postmasterPid();
    const agents = await (await fetch(`${first.http_url}/v1/agents`)).text();
    first.child.kill('SIGINT');
    expect(await first.ends()).toBe(0);
    expect(isAlive(pid)).toBe(false);
    await expect(stat(path.join(world.folder, 'dev.json'))).rejects.toThrow('ENOENT');
    const second = await world.start();
    expect(await (await fetch(`${second.http_url}/v1/agents`)).text()).toBe(agents);
  });

  it('works with the key of an earlier start until it is told to forget it, and never simulates then', async () => {
    const first = await world.start({ OPENAI_API_KEY: 'sk-e2e', OPENAI_BASE_URL: 'http://127.0.0.1:1/v1' });
    expect(first.output()).toContain('gpt-5.4-mini of OpenAI\n');
    first.child.kill('SIGTERM');
    await first.ends();
    const second = await world.start();
    expect(second.output()).toMatch(
      /gpt-5\.4-mini of OpenAI\n +OpenAI works with the key that an earlier start stored/,
    );
    second.child.kill('SIGTERM');
    await second.ends();
    const forget = runCli(['providers', 'forget', 'openai'], { EVERRUNS_DATA_DIR: world.folder });
    expect([await forget.ends(), forget.output()]).toEqual([0, expect.stringContaining('Forgot OpenAI')]);
    const third = await world.start();
    expect(third.output()).toContain('none, so that turns fail with no_model: There is no default model.');
    const command = third.output().slice(third.output().indexOf('SESSION='));
    const { stdout } = await promisify(execFile)('sh', ['-c', command], { timeout: 30_000 });
    expect(stdout).toContain('"error_code":"no_model"');
    expect(stdout).toContain('"text":"There is no default model. Choose one under Settings');
    expect(await world.fails(['providers', 'forget', 'ollama'])).toContain('ollama is no provider that a start stores');
  });

  it('starts after kill -9 and stops the database that it left behind', async () => {
    const first = await world.start();
    const orphan = await postmasterPid();
    first.child.kill('SIGKILL');
    await first.ends();
    expect(isAlive(orphan)).toBe(true);
    const second = await world.start();
    expect(isAlive(orphan)).toBe(false);
    expect((await fetch(`${second.http_url}/health/ready`)).status).toBe(200);
  });

  it('brings PostgreSQL back when only that was killed', async () => {
    const { http_url: url, prints } = await world.start();
    process.kill(await postmasterPid(), 'SIGKILL');
    await prints('starting it again');
    await expect.poll(async () => (await fetch(`${url}/v1/agents`)).status).toBe(200);
  });

  it('refuses a second instance on the same data', async () => {
    const { pid, http_url: url } = await world.start();
    expect(await world.fails(['dev', '--port', '0'])).toBe(
      `Everruns already runs on ${world.folder} (process ${pid} at ${url}): stop it, or set EVERRUNS_DATA_DIR to another folder.`,
    );
    expect(await world.fails(['reset'])).toContain('Everruns already runs on');
  });

  it('is no superuser of its database, and owns nothing there', async () => {
    const { database_url } = await world.start();
    const owner = createDatabaseClient(database_url ?? '');
    await owner.connect();
    try {
      const { rows } = await owner.query(
        `select r.rolname, r.rolsuper or r.rolbypassrls as passes, exists (select from pg_class where relowner = r.oid) as owns
         from pg_roles r where r.oid in (select usesysid from pg_stat_activity where application_name like 'everruns%')`,
      );
      expect(rows).toEqual([{ rolname: 'everruns_app', passes: false, owns: false }]);
    } finally {
      await owner.end();
    }
  });

  it('keeps its secrets to their owner', async () => {
    await world.start();
    const modes = await Promise.all(
      ['secrets.json', 'dev.json'].map(async (name) => (await stat(path.join(world.folder, name))).mode & 0o777),
    );
    expect(modes).toEqual([0o600, 0o600]);
  });
});
