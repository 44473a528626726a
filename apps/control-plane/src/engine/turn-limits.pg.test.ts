import { ZERO_USAGE, type AgentLimits, type MessageId } from '@everruns/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrokenLimit } from './decide/turn-budget.ts';
import { CTX, EngineKit } from './testing/engine-kit.ts';

const GENERATION = {
  message_id: CTX.org_id as unknown as MessageId,
  model: 'm',
  provider: 'llmsim' as const,
  request: { messages_through_sequence: 1, tools: [] },
  output: [],
  usage: { ...ZERO_USAGE, input_tokens: 7, output_tokens: 3 },
  duration_ms: 1,
  finish_reasons: ['stop' as const],
};
/** Of a generation of the kit. */
const TOKENS = 15;

let kit: EngineKit;
beforeAll(async () => {
  kit = await EngineKit.open();
});
afterAll(() => kit[Symbol.asyncDispose]());

/** Gives every agent these limits. */
function limit(limits: AgentLimits): void {
  Object.assign(kit.deps.agents, { resolveLimits: async () => limits });
}

describe('a turn with a limit', () => {
  it('ends after the generation that reaches it, and its calls are not run', async () => {
    limit({ max_turn_tokens: 2 * TOKENS });
    const session = await kit.newSession();
    const { turn } = await kit.post(session, 'Look twice.');
    const first = await kit.commitReason(await kit.begin(turn.id), { calls: ['look'] });
    expect(first.outcome).toMatchObject({ done: false, call_ordinals: [0] });
    await kit.commitAct(await kit.begin(turn.id, { kind: 'act' }));
    const { outcome, begun } = await kit.commitReason(await kit.begin(turn.id, { iteration: 2 }), {
      calls: ['look', 'pay'],
      successors: 2,
    });
    expect([outcome, begun]).toEqual([{ kind: 'reason', done: true, call_ordinals: [], wait_ordinals: [] }, []]);
    const types = await kit.types(session);
    expect(types.slice(types.lastIndexOf('act.started'))).toEqual([
      'act.started',
      'tool.completed',
      'tool.completed',
      'output.message.completed',
      'turn.failed',
      'session.idled',
    ]);
    const ended = await kit.verbs.getTurn(CTX, { session_id: session, turn_id: turn.id });
    expect(ended.error).toMatchObject({ code: 'turn_token_limit' });
    expect(ended.error?.message).toContain(`limit of ${2 * TOKENS} tokens: it has used ${2 * TOKENS}`);
    expect((await kit.post(session, 'Go on.')).disposition).toBe('started');
  });

  it('keeps an answer without calls, whatever it used', async () => {
    limit({ max_turn_tokens: 1 });
    const session = await kit.newSession();
    const { turn } = await kit.post(session, 'Hi');
    await kit.commitReason(await kit.begin(turn.id));
    const ended = await kit.verbs.getTurn(CTX, { session_id: session, turn_id: turn.id });
    expect(ended.status).toBe('completed');
  });
});

it('tokens that are read and written count, dollars too, and a cost that is not known is none', () => {
  const usage = { ...ZERO_USAGE, input_tokens: 60, output_tokens: 40 };
  expect(findBrokenLimit({ max_turn_cost_usd: 1 }, { ...usage, cost_usd: 1 })?.message).toContain('limit of $1');
  expect(findBrokenLimit({ max_turn_tokens: 100 }, usage)).toMatchObject({ code: 'turn_token_limit' });
  expect(findBrokenLimit({ max_turn_tokens: 101, max_turn_cost_usd: 0.01 }, usage)).toBeNull();
});

it('an answer that was paid before its attempt failed is in the log and counts, once', async () => {
  const session = await kit.newSession();
  const { turn } = await kit.post(session, 'Hi');
  const { token } = await kit.begin(turn.id);
  const paid = [{ type: 'llm.generation' as const, data: GENERATION }];
  const failed = { token, retry_class: 'overloaded' as const, retry_after_ms: 0, detail: 'x', paid };
  await kit.service.failAttempt(failed);
  await kit.service.failAttempt(failed);
  const { usage } = await kit.verbs.getTurn(CTX, { session_id: session, turn_id: turn.id });
  expect([usage.input_tokens, usage.output_tokens, usage.cost_usd]).toEqual([7, 3, 0.5]);
  expect(await kit.count(session, 'llm.generation')).toBe(1);
});
