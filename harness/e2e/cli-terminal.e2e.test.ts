import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createEverruns, type Everruns } from '@everruns/sdk';
import { beforeAll, describe, expect, it } from 'vitest';
import { CTRL_C, ENTER, makeFolder, openEverruns, openTerminal } from '../cli/everruns-process.ts';
import { useStack } from './shared-stack.ts';

const shared = useStack();
let api: Everruns;
let env: Record<string, string>;
beforeAll(() => {
  const url = shared.running.urls[0] ?? '';
  api = createEverruns({ baseUrl: url });
  env = { EVERRUNS_API_URL: url, EVERRUNS_CONFIG_DIR: '/nowhere' };
});

const DIM = '\u001b[2m';

async function createSession(agent: object = {}): Promise<string> {
  const { id } = await api.agents.create({ name: 'pty', system_prompt: 'You test.', capabilities: ['math'], ...agent });
  return (await api.sessions.create({ agent_id: id })).id;
}

describe('everruns on a terminal', () => {
  it('colors what it notes, unless NO_COLOR is set', async () => {
    const args = ['chat', '--session', await createSession(), 'What is 2 * 3?'];
    using colored = openEverruns(args, env);
    expect(await colored.ends()).toBe(0);
    expect(colored.screen()).toContain(DIM);
    using plain = openEverruns(args, { ...env, NO_COLOR: '1' });
    expect(await plain.ends()).toBe(0);
    expect(plain.screen()).toContain('= 6');
    expect(plain.screen()).not.toContain('\u001b[');
  });

  it('stops the turn at Ctrl-C and ends with 130', async () => {
    const session = await createSession();
    using terminal = openEverruns(['chat', '--session', session, '[[sim:text Begun.]][[sim:hang]]'], env);
    await terminal.shows('Begun.');
    terminal.type(CTRL_C);
    expect(await terminal.ends()).toBe(130);
    const [turn] = (await api.turns.list(session).page()).data;
    expect(turn?.status).toBe('canceled');
  });

  it('asks for the results of the client’s tools, one after the other, and tells the model', async () => {
    const tools = [{ name: 'ask', description: 'Asks.', parameters: { type: 'object' } }];
    const question = '[[sim:tool ask {"n":1}]][[sim:tool ask {"n":2}]][[sim:next]][[sim:text Thanks.]]';
    const session = await createSession({ tools });
    using terminal = openEverruns(['chat', '--session', session, question], env);
    await terminal.shows('What is the result?');
    terminal.type(`{"seen":true}${ENTER}`);
    // The first question is drawn again while its answer is typed, so the arguments tell when the second one is asked.
    await terminal.shows('{"n":2}');
    await terminal.shows('What is the result?');
    terminal.type(`!It is closed.${ENTER}`);
    expect(await terminal.ends()).toBe(0);
    expect(terminal.screen()).toContain('Thanks.');
    const results = [];
    for await (const { type, data } of api.sessions.events(session))
      if (type === 'tool.completed') results.push(data.result);
    expect(results).toContainEqual(expect.objectContaining({ result: { seen: true } }));
    expect(results).toContainEqual(expect.objectContaining({ error: 'It is closed.' }));
  });

  it('holds a conversation, in which Ctrl-C stops a turn and then ends the chat', async () => {
    const session = await createSession();
    using terminal = openEverruns(['chat', '--session', session], env);
    await terminal.shows('You');
    terminal.type(`What is 2 * 3?${ENTER}`);
    await terminal.shows('2 * 3 = 6');
    await terminal.shows('You');
    terminal.type(`[[sim:tool add {"a":1,"b":2}]][[sim:next]][[sim:hang]]${ENTER}`);
    await terminal.shows('← add');
    terminal.type(CTRL_C);
    await terminal.shows('was stopped');
    await terminal.shows('You');
    terminal.type(CTRL_C);
    expect(await terminal.ends()).toBe(0);
  });

  it('asks before it carries out a plan, and shows how far it is', async () => {
    await using folder = await makeFolder();
    for (const name of ['Pty one', 'Pty two']) {
      await writeFile(path.join(folder.path, `${name}.md`), `---\nname: ${name}\n---\nYou test.\n`);
    }
    using refused = openEverruns(['agents', 'push', folder.path], env);
    await refused.shows('Apply this plan?');
    refused.type('n');
    expect(await refused.ends()).toBe(130);
    using accepted = openEverruns(['agents', 'push', folder.path], env);
    await accepted.shows('Apply this plan?');
    accepted.type('y');
    await accepted.shows('Pushing agents: 2 of 2.');
    expect(await accepted.ends()).toBe(0);
  });
});

it('bash completes commands, options and their values', async () => {
  await using folder = await makeFolder();
  const bin = path.join(folder.path, 'bin');
  await mkdir(bin);
  await symlink(path.resolve(import.meta.dirname, '../../apps/cli/bin/everruns.js'), path.join(bin, 'everruns'));
  const node = path.dirname(process.execPath);
  const PATH = `${bin}:${node}:${process.env.PATH ?? ''}`;
  using terminal = openTerminal('bash', ['--norc', '--noprofile'], { env: { PATH, PS1: '$ ', HOME: folder.path } });
  terminal.type('source <(everruns completion bash); echo LOADED | tr A-Z a-z\r');
  await terminal.shows('loaded');
  terminal.type('everruns sess\t');
  await terminal.shows('everruns sessions ');
  terminal.type('ca\t');
  await terminal.shows('cancel ');
  terminal.type('\u0015everruns agents list --se\t');
  await terminal.shows('--search ');
  terminal.type('\u0015everruns status -o y\t');
  await terminal.shows('yaml ');
});
