import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ApiClient } from '../dev/api-client.ts';
import { ENTER, makeFolder, openEverruns, runEverruns } from '../cli/everruns-process.ts';
import { useStack } from './shared-stack.ts';
import { ADMIN, FULL_AUTH } from './two-organizations.ts';

const shared = useStack({ env: FULL_AUTH });
const url = (): string => shared.running.urls[0] ?? '';

describe('everruns login', () => {
  it('keeps a key for this machine that works until the logout deletes it', async () => {
    await using folder = await makeFolder();
    const env = { EVERRUNS_CONFIG_DIR: folder.path };
    const login = ['login', '--api-url', url(), '--email', ADMIN.email, '--password-stdin'];
    expect(await runEverruns(['agents', 'list', '--api-url', url()], { env })).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('Sign in with `everruns login`'),
    });
    const signedIn = await runEverruns(login, { env, input: `${ADMIN.password}\n` });
    expect(signedIn).toMatchObject({ code: 0, stderr: expect.stringContaining(`${ADMIN.email} is signed in`) });
    const file = path.join(folder.path, 'profiles.json');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const { profiles } = JSON.parse(await readFile(file, 'utf8')) as { profiles: { default: { api_key: string } } };
    expect(JSON.stringify(profiles)).not.toContain(ADMIN.password);
    expect((await runEverruns(['status'], { env })).stdout).toMatch(new RegExp(`user +${ADMIN.email}`));
    expect(await runEverruns(['logout'], { env })).toMatchObject({ code: 0, stderr: 'The profile default is gone.\n' });
    const key = profiles.default.api_key;
    const after = await runEverruns(['status', '--api-url', url()], { env: { ...env, EVERRUNS_API_KEY: key } });
    expect(after.code).toBe(3);
  });

  it('asks for what it is not told, and shows no password', async () => {
    await using folder = await makeFolder();
    using terminal = openEverruns(['login', '--password', '--api-url', url()], { EVERRUNS_CONFIG_DIR: folder.path });
    await terminal.shows('Email');
    terminal.type(ADMIN.email + ENTER);
    await terminal.shows('Password');
    terminal.type(ADMIN.password + ENTER);
    await terminal.shows('is signed in');
    expect(await terminal.ends()).toBe(0);
    expect(terminal.screen()).not.toContain(ADMIN.password);
  });

  it('refuses a wrong password and keeps nothing', async () => {
    await using folder = await makeFolder();
    const env = { EVERRUNS_CONFIG_DIR: folder.path };
    const login = ['login', '--api-url', url(), '--email', ADMIN.email, '--password-stdin'];
    expect(await runEverruns(login, { env, input: 'wrong' })).toMatchObject({ code: 3 });
    await expect(stat(path.join(folder.path, 'profiles.json'))).rejects.toThrow('ENOENT');
  });

  it('never shows the key of a profile to another server', async () => {
    await using folder = await makeFolder();
    const env = { EVERRUNS_CONFIG_DIR: folder.path };
    const login = ['login', '--api-url', url(), '--email', ADMIN.email, '--password-stdin'];
    await runEverruns(login, { env, input: ADMIN.password });
    const elsewhere = url().replace('127.0.0.1', 'localhost');
    expect((await runEverruns(['status'], { env })).code).toBe(0);
    expect((await runEverruns(['status', '--api-url', elsewhere], { env })).code).toBe(3);
  });

  it('waits for a person who approves its code in a browser, and keeps a key for this machine', async () => {
    await using folder = await makeFolder();
    const env = { EVERRUNS_CONFIG_DIR: folder.path };
    using terminal = openEverruns(['login', '--api-url', url()], env);
    await terminal.shows('/device in a browser');
    await terminal.shows('Waiting');
    const [user_code = ''] = /[B-DF-HJ-NP-TV-XZ]{4}-[B-DF-HJ-NP-TV-XZ]{4}/.exec(terminal.screen()) ?? [];
    const decided = await (await browser()).fetch('POST', '/v1/auth/device/approve', { body: { user_code } });
    expect(decided.status).toBe(204);
    await terminal.shows(`${ADMIN.email} is signed in`);
    expect(await terminal.ends()).toBe(0);
    expect((await runEverruns(['status'], { env })).stdout).toMatch(new RegExp(`user +${ADMIN.email}`));
    expect(await runEverruns(['logout'], { env })).toMatchObject({ code: 0, stderr: 'The profile default is gone.\n' });
  });

  it('says that it was denied', async () => {
    await using folder = await makeFolder();
    using terminal = openEverruns(['login', '--api-url', url()], { EVERRUNS_CONFIG_DIR: folder.path });
    await terminal.shows('Waiting');
    const [user_code = ''] = /[B-DF-HJ-NP-TV-XZ]{4}-[B-DF-HJ-NP-TV-XZ]{4}/.exec(terminal.screen()) ?? [];
    const decided = await (await browser()).fetch('POST', '/v1/auth/device/deny', { body: { user_code } });
    expect(decided.status).toBe(204);
    await terminal.shows('The login was denied');
    expect(await terminal.ends()).toBe(3);
  });
});

/** The person who has signed in elsewhere. */
async function browser(): Promise<ApiClient> {
  const { tokens } = await shared.api.json<{ tokens: { access_token: string } }>('POST', '/v1/auth/login', {
    body: { ...ADMIN, grant: 'tokens' },
  });
  return new ApiClient([url()], { authorization: `Bearer ${tokens.access_token}` });
}
