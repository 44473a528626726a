import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EngineKit } from './testing/engine-kit.ts';

let kit: EngineKit;
beforeAll(async () => {
  kit = await EngineKit.open();
});
afterAll(() => kit[Symbol.asyncDispose]());

describe('a call of a tool that the turn does not have', () => {
  it('gets an error in the commit of its generation, and no attempt', async () => {
    const session = await kit.newSession();
    const { turn } = await kit.post(session, 'hello');
    const { outcome, begun } = await kit.commitReason(await kit.begin(turn.id), {
      calls: ['unheard_of', 'unheard_of'],
      successors: 2,
    });
    expect(outcome).toMatchObject({ done: false, call_ordinals: [], wait_ordinals: [] });
    expect(begun.map(({ token }) => [token.atom.kind, token.atom.iteration])).toEqual([['reason', 2]]);
    const [, , result] = begun[0]?.messages ?? [];
    expect(result).toMatchObject({
      role: 'tool_result',
      content: [{ error: expect.stringContaining('There is no tool "unheard_of". Tools: ') }],
    });
    expect((await kit.types(session)).slice(7)).toEqual([
      'act.started',
      'tool.completed',
      'tool.completed',
      'act.completed',
      'reason.started',
      'output.message.started',
    ]);
  });

  it('leaves the other calls of the generation open', async () => {
    const session = await kit.newSession();
    const { turn } = await kit.post(session, 'hello');
    const { outcome } = await kit.commitReason(await kit.begin(turn.id), {
      calls: ['sum', 'pay', 'unheard_of'],
      answered: [0],
    });
    expect(outcome).toMatchObject({ call_ordinals: [1] });
    await kit.commitAct(await kit.begin(turn.id, { kind: 'act', ordinal: 1 }));
    const { messages } = await kit.begin(turn.id, { iteration: 2 });
    expect(messages.map(({ role }) => role)).toEqual(['user', 'agent', 'tool_result', 'tool_result', 'tool_result']);
  });
});
