import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EngineKit } from './testing/engine-kit.ts';

let kit: EngineKit;
beforeAll(async () => {
  kit = await EngineKit.open();
});
afterAll(() => kit[Symbol.asyncDispose]());

describe('calls to immediate tools', () => {
  it('begin and end with the generation that called them, and the next one begins with them', async () => {
    const session = await kit.newSession();
    const { turn } = await kit.post(session, 'add');
    const begun = await kit.begin(turn.id);
    const { outcome, begun: due } = await kit.commitReason(begun, {
      calls: ['sum', 'sum'],
      answered: [0, 1],
      successors: 2,
    });
    expect(outcome).toMatchObject({ done: false, call_ordinals: [], wait_ordinals: [] });
    expect(due.map(({ token }) => [token.atom.kind, token.atom.iteration])).toEqual([['reason', 2]]);
    expect(due[0]?.messages.map(({ role }) => role)).toEqual(['agent', 'tool_result', 'tool_result']);
    expect((await kit.types(session)).slice(6)).toEqual([
      'output.message.completed',
      'act.started',
      'tool.started',
      'tool.completed',
      'tool.started',
      'tool.completed',
      'act.completed',
      'reason.started',
      'output.message.started',
    ]);
  });

  it('leave the other calls of the generation open', async () => {
    const session = await kit.newSession();
    const { turn } = await kit.post(session, 'add and pay');
    const { outcome } = await kit.commitReason(await kit.begin(turn.id), { calls: ['sum', 'pay'], answered: [0] });
    expect(outcome).toMatchObject({ call_ordinals: [1] });
    await kit.commitAct(await kit.begin(turn.id, { kind: 'act', ordinal: 1 }));
    const { messages } = await kit.begin(turn.id, { iteration: 2 });
    expect(messages.map(({ role }) => role)).toEqual(['user', 'agent', 'tool_result', 'tool_result']);
  });

  it('are answered as recorded when the commit is repeated, and by nobody else', async () => {
    const session = await kit.newSession();
    const { turn } = await kit.post(session, 'add');
    const begun = await kit.begin(turn.id);
    const once = await kit.commitReason(begun, { calls: ['sum'], answered: [0] });
    expect(await kit.commitReason(begun, { calls: ['sum'], answered: [0] })).toEqual(once);
    expect(await kit.count(session, 'tool.completed')).toBe(1);
    const again = await kit.service.getTurnContext({
      atom: { ...begun.token.atom, kind: 'act' },
      segment: 1,
      exec_id: randomUUID() as never,
      have_sequence: 0,
    });
    expect(again).toEqual({ status: 'recorded', outcome: { kind: 'act', ok: true } });
  });

  it.each(['look', 'put', 'pay', 'ask', 'unheard_of'])('bring no result of "%s"', async (name) => {
    const session = await kit.newSession();
    const { turn } = await kit.post(session, 'hello');
    const commit = kit.commitReason(await kit.begin(turn.id), { calls: [name], answered: [0] });
    await expect(commit).rejects.toMatchObject({ code: 'invalid_request' });
    expect(await kit.count(session, 'output.message.completed')).toBe(0);
  });
});
