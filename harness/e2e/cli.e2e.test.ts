import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createEverruns, type Everruns } from '@everruns/sdk';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeFolder, runEverruns, type Ended } from '../cli/everruns-process.ts';
import { connectDevice } from '../sockets/test-device.ts';
import { useStack } from './shared-stack.ts';

const shared = useStack();
let api: Everruns;
let env: Record<string, string>;
beforeAll(() => {
  const url = shared.running.urls[0] ?? '';
  api = createEverruns({ baseUrl: url });
  env = { EVERRUNS_API_URL: url, EVERRUNS_CONFIG_DIR: '/nowhere' };
});

const run = (...args: string[]): Promise<Ended> => runEverruns(args, { env });
const json = async <T>(...args: string[]): Promise<T> => {
  const { stdout, stderr, code } = await run(...args, '-o', 'json');
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${stderr}`);
  return JSON.parse(stdout) as T;
};

async function createSession(agent: object = {}): Promise<string> {
  const { id } = await api.agents.create({ name: 'cli', system_prompt: 'You test.', capabilities: ['math'], ...agent });
  return (await api.sessions.create({ agent_id: id })).id;
}

describe('everruns secrets', () => {
  it('sets, lists and deletes, and never shows a value', async () => {
    const value = 'canary-of-the-cli';
    const set = (...hosts: string[]) =>
      runEverruns(['secrets', 'set', 'cli_token', ...hosts.flatMap((host) => ['--host', host])], {
        env,
        input: `${value}\n`,
      });
    expect((await set('api.example.com', '*.example.org')).stdout).toContain('api.example.com, *.example.org only');
    const listed = await run('secrets', 'list');
    expect(listed.stdout).toMatch(/cli_token .* api\.example\.com, \*\.example\.org/);
    expect(listed.stdout).not.toContain(value);
    expect(await set('https://wrong/')).toMatchObject({ code: 1, stderr: expect.stringContaining('hosts') });
    expect(await run('secrets', 'set', 'cli_token', '--host', 'a.example')).toMatchObject({ code: 2 });
    expect(await run('secrets', 'delete', 'cli_token', '--yes')).toMatchObject({ code: 0 });
    expect(await run('secrets', 'delete', 'cli_token', '--yes')).toMatchObject({ code: 4 });
  });
});

describe('everruns devices', () => {
  it('lists devices with their tools, and forgets one by its name', async () => {
    const device = await connectDevice(shared.running.urls[0] ?? '', { device_id: 'cli-laptop', tools: ['open_file'] });
    expect((await run('devices', 'list')).stdout).toMatch(/cli-laptop .* connected .* open_file/);
    expect(await run('devices', 'forget', 'cli-laptop', '--yes')).toMatchObject({ code: 0 });
    expect(await device.closed).toBe(4000);
    expect(await run('devices', 'forget', 'cli-laptop', '--yes')).toMatchObject({ code: 4 });
  });
});

describe('everruns agents', () => {
  it('creates, lists, gets, updates, exports and deletes', async () => {
    const fields = [
      '--name',
      'Clock',
      '--prompt',
      'You tell the time.',
      '--capability',
      'current_time',
      '--tag',
      'demo',
    ];
    const { id } = await json<{ id: string }>('agents', 'create', ...fields);
    expect(await json('agents', 'list', '--tag', 'demo')).toMatchObject([{ id, name: 'Clock' }]);
    expect((await run('agents', 'list', '--search', 'Clock')).stdout).toMatch(/^ID +NAME +VERSION[\s\S]*Clock +v1/);
    expect(await json('agents', 'update', 'Clock', '--description', 'Ticks')).toMatchObject({ id, version: 2 });
    const settings = '{"current_time": {"timeout_ms": 5000}}';
    const set = await json('agents', 'update', 'Clock', '--tool-settings', settings);
    expect(set).toMatchObject({ version: 3, tool_settings: { current_time: { timeout_ms: 5_000 } } });
    expect(await run('agents', 'update', 'Clock', '--tool-settings', 'fast')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--tool-settings'),
    });
    expect((await run('agents', 'get', 'Clock')).stdout).toMatch(/description +Ticks[\s\S]*You tell the time\./);
    expect((await run('agents', 'export', id)).stdout).toContain('name: Clock\n');
    expect((await run('agents', 'get', 'Clock', '-o', 'yaml')).stdout).toContain('description: Ticks\n');
    expect(await run('agents', 'delete', 'Clock')).toMatchObject({ code: 2, stderr: expect.stringContaining('--yes') });
    expect(await run('agents', 'delete', 'Clock', '--yes')).toMatchObject({ code: 0 });
    expect(await run('agents', 'get', 'Clock')).toMatchObject({ code: 4, stderr: 'There is no agent Clock.\n' });
  });

  it('pushes a folder after it has shown the plan, and has nothing to do the second time', async () => {
    await using folder = await makeFolder();
    const write = (name: string, text: string) => writeFile(path.join(folder.path, name), text);
    await mkdir(path.join(folder.path, 'more'));
    const tool = 'tools:\n  - name: ask\n    description: Asks.\n    parameters:\n      type: object\n';
    await write('poet.md', `---\nname: Poet\ncapabilities:\n  - math\n${tool}---\nYou write verse.\n`);
    await write('more/critic.md', '---\nname: Critic\n---\nYou judge verse.\n');
    const dry = await run('agents', 'push', folder.path, '--dry-run');
    expect(dry.stdout).toContain(
      '+ Critic  (more/critic.md)\n  + Poet  (poet.md)\n2 to create, 0 to update, 0 unchanged.',
    );
    expect(await json('agents', 'list', '--search', 'Poet')).toEqual([]);
    expect(await run('agents', 'push', folder.path)).toMatchObject({ code: 2 });
    expect(await run('agents', 'push', folder.path, '--yes')).toMatchObject({ code: 0 });
    expect((await run('agents', 'push', folder.path)).stdout).toContain('0 to create, 0 to update, 2 unchanged.');
    await write('poet.md', `---\nname: Poet\ncapabilities: []\n${tool}---\nYou write short verse.\n`);
    const changed = await run('agents', 'push', folder.path, '--yes');
    expect(changed.stdout).toContain('~ Poet  (poet.md): capabilities, system_prompt');
    expect(await json('agents', 'get', 'Poet')).toMatchObject({
      version: 2,
      system_prompt: 'You write short verse.\n',
    });
  });

  it('imports files of every kind', async () => {
    await using folder = await makeFolder();
    const yaml = path.join(folder.path, 'a.yaml');
    await writeFile(yaml, 'name: From YAML\nsystem_prompt: You test.\n');
    expect((await run('agents', 'import', yaml)).stdout).toMatch(/^[0-9a-f-]{36} {2}From YAML\n$/);
    const foreign = path.join(folder.path, 'reviewer.md');
    await writeFile(foreign, '---\nname: Reviewer\nmodel: sonnet\n---\nYou review.');
    expect(await run('agents', 'import', foreign)).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^[0-9a-f-]{36} {2}Reviewer\n$/),
      stderr: 'Reviewer: model is a field of another product, and was left out\n',
    });
  });
});

describe('everruns chat', () => {
  it('streams the answer to stdout and the calls of tools to stderr', async () => {
    const session = await createSession();
    const { code, stdout, stderr } = await run('chat', '--session', session, 'What is 12.5 * 4?');
    expect({ code, stdout }).toEqual({ code: 0, stdout: '12.5 * 4 = 50\n' });
    expect(stderr).toContain('→ multiply {"a":12.5,"b":4}');
    expect(stderr).toContain('← multiply {"result":"50"}');
  });

  it('takes the question from the standard input, and prints every event with --json', async () => {
    const args = ['chat', '--json', '--session', await createSession()];
    const { stdout } = await runEverruns(args, { env, input: '[[sim:text Hello.]]\n' });
    const types = stdout
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { type: string }).type);
    expect([types[0], types.at(-1)]).toEqual(['input.message', 'turn.completed']);
  });

  it('ends with 7 where the turn fails, and with 8 where it waits for a client', async () => {
    const failed = await run('chat', '--session', await createSession(), '[[sim:error 400]]');
    expect(failed).toMatchObject({ code: 7, stderr: expect.stringContaining('provider_bad_request') });
    const tools = [{ name: 'ask', description: 'Asks.', parameters: { type: 'object' } }];
    const waits = await run('chat', '--session', await createSession({ tools }), '[[sim:tool ask {}]]');
    expect(waits).toMatchObject({ code: 8, stderr: expect.stringContaining('waits for the client') });
  });

  it('lets nothing that an agent says reach the terminal as a command', async () => {
    const evil = 'a\u001b[31mred\u001b]0;title\u0007\u009b2J\u202eb';
    const session = await createSession({ name: evil });
    const said = JSON.stringify({ replies: [[{ text: evil }]] });
    const { stdout } = await run('chat', '--session', session, `\`\`\`llmsim\n${said}\n\`\`\``);
    expect(stdout).toBe('aredb\n');
    for (const args of [
      ['agents', 'list'],
      ['sessions', 'watch', session],
      ['events', 'tail', session, '-n', '99'],
    ]) {
      for (const format of ['text', 'json', 'yaml']) {
        const shown = await run(...args, '-o', format);
        expect(shown.stdout).not.toMatch(/(?![\n\t])[\p{Cc}\u202e]/u);
        expect(shown.stdout).toContain(args[0] === 'events' ? 'turn.completed' : 'red');
      }
    }
  });
});

describe('everruns sessions, files and events', () => {
  it('creates, lists, watches, exports and cancels a session', async () => {
    const agent = await api.agents.create({ name: 'Watched', system_prompt: 'You test.' });
    const { stdout } = await run('sessions', 'create', 'Watched', '--title', 'Trains');
    const id = stdout.trim();
    await api.sessions.send(id, '[[sim:text Seen.]]').text();
    expect((await run('sessions', 'watch', id)).stdout).toContain('> [[sim:text Seen.]]\nSeen.\n');
    expect(await json('sessions', 'list', '--agent', agent.id)).toMatchObject([{ id, title: 'Trains' }]);
    expect((await run('sessions', 'get', id)).stdout).toMatch(/title +Trains/);
    expect((await run('sessions', 'export', id)).stdout.split('\n')[0]).toContain('"session.started"');
    expect((await run('events', 'tail', id, '-n', '2')).stdout).toMatch(/turn\.completed[\s\S]*session\.idled/);
    const busy = api.sessions.send(id, '[[sim:hang]]');
    await busy;
    expect((await run('sessions', 'cancel', id)).stdout).toBe('The session is idle.\n');
  });

  it('uploads and downloads folders, and writes over nothing', async () => {
    await using folder = await makeFolder();
    const id = await createSession();
    const data = path.join(folder.path, 'data');
    await mkdir(path.join(data, 'deep'), { recursive: true });
    await writeFile(path.join(data, 'deep', 'a.bin'), new Uint8Array([0, 255, 27]));
    await writeFile(path.join(data, 'b.txt'), 'b');
    expect((await run('files', 'push', id, data, '--to', '/in')).stdout).toBe('/in/data/b.txt\n/in/data/deep/a.bin\n');
    expect((await run('files', 'ls', id, '/in', '-r')).stdout).toContain('/in/data/deep/a.bin');
    const pull = ['files', 'pull', id, '/in/data', '--into', path.join(folder.path, 'out')];
    expect(await run(...pull)).toMatchObject({ code: 0 });
    expect([...(await readFile(path.join(folder.path, 'out/data/deep/a.bin')))]).toEqual([0, 255, 27]);
    expect(await run(...pull)).toMatchObject({ code: 5, stderr: expect.stringContaining('--force') });
    expect(await run(...pull, '--force')).toMatchObject({ code: 0 });
  });
});

describe('a command line that is wrong', () => {
  it.each([
    [['agnets', 'list'], 'Did you mean agents?'],
    [['agents', 'lsit'], 'Did you mean list?'],
    [['agents', 'list', '--serach', 'x'], 'Did you mean --search?'],
    [['sessions', 'get'], "missing required argument 'session'"],
    [['agents', 'list', '-n', '0'], 'It must be a whole number from 1 on.'],
    [['agents', 'list', '-o', 'xml'], 'Allowed choices are text, json, yaml.'],
    [['agents', 'list', '--api-url', 'localhost:9000'], 'it must look like http://127.0.0.1:9000'],
  ])('%j ends with 2 and says what was meant', async (args, sentence) => {
    expect(await run(...args)).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(sentence) });
  });

  it('a server that is not there, or is none of ours, is one sentence', async () => {
    const nobody = await run('agents', 'list', '--api-url', 'http://127.0.0.1:1');
    expect(nobody).toMatchObject({ code: 6, stderr: expect.stringContaining('Nothing answers at http://127.0.0.1:1') });
    expect(nobody.stderr.trim().split('\n')).toHaveLength(1);
  });
});

it('everruns models check and status tell how the server is', async () => {
  expect((await run('models', 'check')).stdout).toMatch(/ ok /);
  expect((await run('models', 'list')).stdout).toContain('default');
  expect(await json('status')).toMatchObject({ api_url: env.EVERRUNS_API_URL, auth_mode: 'none' });
});
