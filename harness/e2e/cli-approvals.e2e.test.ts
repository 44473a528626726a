import { createEverruns, type Everruns } from '@everruns/sdk';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { ENTER, openEverruns, runEverruns, type Ended } from '../cli/everruns-process.ts';
import { useStack } from './shared-stack.ts';

const shared = useStack();
let api: Everruns;
let env: Record<string, string>;
beforeAll(() => {
  const url = shared.running.urls[0] ?? '';
  api = createEverruns({ baseUrl: url });
  env = { EVERRUNS_API_URL: url, EVERRUNS_CONFIG_DIR: '/nowhere' };
});

const DOWN = '\u001b[B';
const ADD = '[[sim:tool add {"a":1,"b":2}]]';
const ASK = '[[sim:tool ask_user {"question":"Which color?","options":["blue","red"]}]]';
const DONE = '[[sim:next]][[sim:text Done.]]';

const run = (...args: string[]): Promise<Ended> => runEverruns(args, { env });

async function createSession(): Promise<string> {
  const policy = { capabilities: ['math', 'ask_user'], tools_policy: { add: 'requires_approval' as const } };
  const { id } = await api.agents.create({ name: 'careful', system_prompt: 'You test.', ...policy });
  return (await api.sessions.create({ agent_id: id })).id;
}

/** The ids of what waits in a session, once so many do. */
async function waiting(session: string, count: number): Promise<string[]> {
  return vi.waitFor(async () => {
    const { data } = await api.sessions.approvals(session).page();
    expect(data).toHaveLength(count);
    return data.map(({ id }) => id);
  }, 20_000);
}

async function decisions(session: string): Promise<unknown[]> {
  const { data } = await api.sessions.approvals(session, { status: 'resolved' }).page();
  return data.map(({ resolution }) => [resolution?.decision, resolution?.answer ?? resolution?.reason]);
}

describe('everruns approvals', () => {
  it('lists what waits, and approves, denies and answers, each once', async () => {
    const session = await createSession();
    await api.sessions.send(session, `${ADD}${ADD}${ASK}${DONE}`);
    await waiting(session, 3);
    const listed = await run('approvals', 'list');
    expect(listed.stdout).toMatch(/ID +KIND +AGENT +TOOL +WHAT/);
    expect(listed.stdout).toContain('Which color?');
    const { data: open } = await api.sessions.approvals(session).page();
    const [first = '', second = ''] = open.filter(({ kind }) => kind === 'approval').map(({ id }) => id);
    const question = open.find(({ kind }) => kind === 'question')?.id ?? '';
    expect(await run('approvals', 'approve', first)).toMatchObject({ code: 0, stdout: 'add may run.\n' });
    expect(await run('approvals', 'deny', second, 'Not today')).toMatchObject({ code: 0, stdout: 'add is denied.\n' });
    expect(await run('approvals', 'answer', question, 'The red one')).toMatchObject({ code: 0 });
    const again = await run('approvals', 'approve', first);
    expect(again.code).not.toBe(0);
    expect(again.stderr).toContain('already');
    const decided = await decisions(session);
    expect(decided).toHaveLength(3);
    expect(decided).toEqual(
      expect.arrayContaining([
        ['approve', undefined],
        ['deny', 'Not today'],
        ['answer', 'The red one'],
      ]),
    );
    expect((await run('approvals', 'list', '--status', 'resolved', '-o', 'json')).stdout).toContain(first);
  });
});

describe('everruns chat on a terminal', () => {
  it('asks for the decision with the arrow keys, and for the answer, and goes on', async () => {
    const session = await createSession();
    using terminal = openEverruns(
      ['chat', '--session', session, `${ADD}[[sim:next]]${ADD}[[sim:next]]${ASK}${DONE}`],
      env,
    );
    await terminal.shows('Decide later');
    terminal.type(ENTER);
    await vi.waitFor(async () => expect(await decisions(session)).toHaveLength(1), 20_000);
    await terminal.shows('Decide later');
    terminal.type(`${DOWN}${ENTER}`);
    // The prompt shows the choices so; the line about the call has them as JSON.
    await terminal.shows('blue · red');
    terminal.type(`blue${ENTER}`);
    expect(await terminal.ends()).toBe(0);
    expect(terminal.screen()).toContain('Done.');
    expect((await decisions(session)).toReversed()).toEqual([
      ['approve', undefined],
      ['deny', undefined],
      ['answer', 'blue'],
    ]);
  });

  it('leaves a call open that is decided later, and says how', async () => {
    const session = await createSession();
    using terminal = openEverruns(['chat', '--session', session, `${ADD}${DONE}`], env);
    await terminal.shows('Decide later');
    terminal.type(`${DOWN}${DOWN}${ENTER}`);
    await terminal.ends();
    const [id = ''] = await waiting(session, 1);
    expect(terminal.screen()).toContain(`everruns approvals approve ${id}`);
  });
});
