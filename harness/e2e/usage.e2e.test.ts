import {
  addUsage,
  ZERO_USAGE,
  type LlmModel,
  type LlmProvider,
  type Page,
  type Session,
  type Turn,
  type Usage,
  type UsageGroup,
} from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import { useStack } from './shared-stack.ts';

const shared = useStack();

const MODELS = [
  { provider_type: 'openai', model_id: 'gpt-5-mini', path: '/v1' },
  { provider_type: 'anthropic', model_id: 'claude-haiku-4-5', path: '' },
];
const TALK = '[[sim:reasoning Hm.]][[sim:tool add {"a":4,"b":5}]][[sim:next]][[sim:text Nine.]]';

async function createModel({ provider_type, model_id, path }: (typeof MODELS)[number]): Promise<LlmModel> {
  const body = { name: provider_type, provider_type, base_url: shared.running.simulator.url + path, api_key: 'sk-e2e' };
  const provider = await shared.api.json<LlmProvider>('POST', '/v1/llm-providers', { body });
  return shared.api.json('POST', `/v1/llm-providers/${provider.id}/models`, { body: { model_id } });
}
const sum = (usages: readonly Usage[]): Usage => usages.reduce(addUsage, ZERO_USAGE);
const read = async (query: string): Promise<UsageGroup[]> =>
  (await shared.api.json<Page<UsageGroup>>('GET', `/v1/usage?limit=100&${query}`)).data;

/** Returns the usage of each generation in the log of a session, with its turn. */
async function generationsOf(session: string) {
  const log = await shared.api.events(session);
  return log.flatMap(({ type, context, data }) =>
    type === 'llm.generation' ? [{ turn: context['turn_id'], usage: data['usage'] as Usage }] : [],
  );
}

describe('tokens and cost', () => {
  it('of turns, sessions and the organization are to the last digit what the log says', async () => {
    const { api } = shared;
    const models = await Promise.all(MODELS.map(createModel));
    const all: Usage[] = [];
    for (const model of [...models, ...models]) {
      const session = await api.createSession({ default_model_id: model.id });
      for (const text of [TALK, `${TALK} again`]) await api.post(session.id, text, { wait: 20 });
      const generations = await generationsOf(session.id);
      expect(generations).toHaveLength(4);
      const turns = await api.json<Page<Turn>>('GET', `/v1/sessions/${session.id}/turns`);
      for (const turn of turns.data) {
        const own = generations.filter((generation) => generation.turn === turn.id);
        expect(turn.usage).toEqual(sum(own.map(({ usage }) => usage)));
        expect(turn.usage.cost_usd).toBeGreaterThan(0);
      }
      const total = sum(generations.map(({ usage }) => usage));
      expect((await api.json<Session>('GET', `/v1/sessions/${session.id}`)).usage).toEqual(total);
      const groups = await read('group_by=session');
      expect(groups.find(({ session_id }) => session_id === session.id)).toEqual({
        session_id: session.id,
        generations: 4,
        usage: total,
      });
      all.push(total);
    }
    expect(await read('')).toEqual([{ generations: 16, usage: sum(all) }]);
    expect(
      (await read('group_by=model')).map(({ provider, model, generations }) => [provider, model, generations]),
    ).toEqual([
      ['openai', 'gpt-5-mini', 8],
      ['anthropic', 'claude-haiku-4-5', 8],
    ]);
  });
});
