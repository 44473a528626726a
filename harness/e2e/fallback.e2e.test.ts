import { describe, expect, it } from 'vitest';
import { answerWith, countAsked, openTiredSession } from '../contracts/runner-fallback.ts';
import { useStack } from './shared-stack.ts';

const shared = useStack();

describe('where the model of an agent stays out of reach', () => {
  it('the other model answers, and the rest of the turn is its own; the next turn asks the first again', async () => {
    const { id, first, second } = await openTiredSession(shared, 'rest');
    const save = { tool_call: { name: 'save', arguments: { label: id } } };
    answerWith(shared, second, [[save], ['Done.']]);
    const answer = await shared.api.post(id, 'Save it.', { wait: 30 });
    expect([answer.turn.status, answer.output?.at(-1)?.content]).toEqual([
      'completed',
      [{ type: 'text', text: 'Done.' }],
    ]);
    expect([countAsked(shared, first), countAsked(shared, second)]).toEqual([6, 2]);
    const log = await shared.api.events(id);
    expect(log.filter(({ type }) => type === 'reason.fallback').map(({ data }) => data)).toEqual([
      {
        iteration: 1,
        cause: 'rate_limited',
        from: { model: first.model_id, provider: 'openai' },
        to: { model: second.model_id, provider: 'anthropic' },
      },
    ]);
    const models = (type: string) => log.filter((event) => event.type === type).map(({ data }) => data['model']);
    expect(models('llm.generation')).toEqual([second.model_id, second.model_id]);
    expect(models('reason.started')).toEqual([first.model_id, second.model_id]);

    await shared.api.post(id, 'Once more.', { wait: 30 });
    expect([countAsked(shared, first), countAsked(shared, second)]).toEqual([12, 4]);
  });

  it('where the other model is disabled, the turn ends with what the first one’s provider said', async () => {
    const { id, first, second } = await openTiredSession(shared, 'disabled');
    await shared.api.json('PATCH', `/v1/llm-models/${second.id}`, { body: { status: 'disabled' } });
    const { turn } = await shared.api.post(id, 'Hello?', { wait: 30 });
    expect([turn.status, turn.error?.code]).toEqual(['failed', 'provider_rate_limited']);
    expect([countAsked(shared, first), countAsked(shared, second)]).toEqual([6, 0]);
  });

  it('what another model cannot mend, a refused key, ends the turn at once', async () => {
    const { id, second } = await openTiredSession(shared, 'key', 401);
    const { turn } = await shared.api.post(id, 'Hello?', { wait: 30 });
    expect([turn.status, turn.error?.code]).toEqual(['failed', 'provider_auth']);
    expect(countAsked(shared, second)).toBe(0);
  });
});
