import { createEverruns, TurnFailedError, type Everruns } from '@everruns/sdk';
import { beforeAll, describe, expect, it } from 'vitest';
import { addModel, ANTHROPIC } from '../contracts/add-model.ts';
import { answerWith } from '../contracts/runner-fallback.ts';
import { useStack } from './shared-stack.ts';

const shared = useStack();
let everruns: Everruns;
beforeAll(() => {
  everruns = createEverruns({ baseUrl: shared.running.urls[0] ?? '' });
});

async function createSession(agent: object): Promise<string> {
  const made = await everruns.agents.create({ name: 'limited', system_prompt: 'You test.', ...agent });
  return (await everruns.sessions.create({ agent_id: made.id })).id;
}

const add = '[[sim:tool add {"a":1,"b":2}]][[sim:next]]';

describe('a model that makes one call again and again', () => {
  it('is told after the third, and the turn ends at the fifth; the session goes on', async () => {
    const model = await addModel(shared, 'looping', ANTHROPIC);
    const call = { tool_call: { name: 'add', arguments: { a: 1, b: 2 } } };
    answerWith(shared, model, [[call], [call], [call], [call], [call], [call], ['Done.']]);
    const session = await createSession({ capabilities: ['math'], default_model_id: model.id });
    const failed = await everruns.sessions
      .send(session, 'Add.')
      .result()
      .catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(TurnFailedError);
    expect(failed).toMatchObject({ code: 'loop_detected' });
    const requests = shared.running.simulator.requests().filter((request) => request.model === model.model_id);
    const told = requests.map((request) =>
      JSON.stringify(shared.running.simulator.bodyOf(request)).includes('times in a row'),
    );
    expect(told).toEqual([false, false, false, true, true]);
    expect(await everruns.sessions.send(session, '[[sim:text Hello.]]').text()).toBeDefined();
  });

  it('may make it with other arguments as often as it likes', async () => {
    const session = await createSession({ capabilities: ['math'] });
    const calls = [1, 2, 3, 4, 5, 6].map((a) => add.replace('1', String(a))).join('');
    expect(await everruns.sessions.send(session, `${calls}[[sim:text Done.]]`).text()).toBe('Done.');
  });
});

describe('an agent with limits of a turn', () => {
  const limits = { max_turn_cost_usd: 2.5, max_turn_tokens: 1 };

  it('ends it after the generation that reaches one, and says so to the person', async () => {
    const session = await createSession({ capabilities: ['math'], limits });
    const failed = await everruns.sessions
      .send(session, `${add}[[sim:text Done.]]`)
      .result()
      .catch((error: unknown) => error);
    expect(failed).toMatchObject({ code: 'turn_token_limit' });
    const said = (await everruns.sessions.messages(session).page()).data[0];
    expect(JSON.stringify(said?.content)).toContain('limit of 1 tokens');
  });

  it('has them in its file, and loses one by null', async () => {
    const agent = await everruns.agents.create({ name: 'limited', system_prompt: 'You test.', limits });
    const copy = await everruns.agents.import(await everruns.agents.export(agent.id));
    expect(copy.limits).toEqual(limits);
    const patched = await everruns.agents.update(agent.id, { limits: { max_turn_tokens: null } });
    expect(patched.limits).toEqual({ max_turn_cost_usd: 2.5 });
  });
});
