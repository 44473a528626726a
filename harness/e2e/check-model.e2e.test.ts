import { LlmModelCheck, type LlmModel, type LlmProvider } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import { useStack } from './shared-stack.ts';

const shared = useStack();

async function addModel(provider: Record<string, unknown>, body: Record<string, unknown>): Promise<LlmModel> {
  const made = await shared.api.json<LlmProvider>('POST', '/v1/llm-providers', { body: { name: 'p', ...provider } });
  return shared.api.json<LlmModel>('POST', `/v1/llm-providers/${made.id}/models`, { body });
}

const check = async ({ id }: LlmModel) =>
  LlmModelCheck.parse(await shared.api.json('POST', `/v1/llm-models/${id}/check`, {}));
const requestsOf = (model: string) => shared.running.simulator.requests().filter((request) => request.model === model);

describe('the check of a model over HTTP', () => {
  it.each([
    ['anthropic', '', 'claude-sonnet-4-5-20250929', 'yes'],
    ['openai', '/v1', 'gpt-5-mini', 'yes'],
    ['openai_compatible', '/v1', 'local-model', 'not_tried'],
  ] as const)('of %s says what it can do, and stores nothing', async (provider_type, path, model_id, picture) => {
    const base_url = `${shared.running.simulator.url}${path}`;
    const model = await addModel({ provider_type, base_url, api_key: 'sk-1' }, { model_id });
    const sessions = await shared.api.json<{ data: unknown[] }>('GET', '/v1/sessions');
    expect(await check(model)).toMatchObject({
      status: 'ok',
      text: 'yes',
      tool_call: 'yes',
      picture,
      streaming: 'yes',
      usage_reported: 'yes',
      left_out_parameters: [],
    });
    expect(requestsOf(model_id)).toHaveLength(picture === 'yes' ? 3 : 2);
    expect(await shared.api.json('GET', '/v1/sessions')).toEqual(sessions);
    expect(await shared.api.json('GET', `/v1/llm-models/${model.id}`)).toEqual(model);
  });

  it('tries a picture where a person says that the model takes them', async () => {
    const base_url = `${shared.running.simulator.url}/v1`;
    const model = await addModel(
      { provider_type: 'openai_compatible', base_url, api_key: 'sk-1' },
      { model_id: 'seeing-model', compat: { pictures: 'inline', leave_out: ['stream_options'] } },
    );
    expect(await check(model)).toMatchObject({ picture: 'yes', left_out_parameters: ['stream_options'] });
  });

  it('says what the provider refused, and what lacks before anything is asked', async () => {
    const base_url = `${shared.running.simulator.url}/v1`;
    const provider = { provider_type: 'openai_compatible', base_url, api_key: 'sk-secret-0123456789' };
    const model = await addModel(provider, { model_id: 'refused-model' });
    const message = 'Incorrect API key provided: sk-secret-0123456789.';
    const replies = [[{ error: { status: 401, message } }]];
    shared.running.simulator.script({ name: 'refused', match: { model: 'refused-model' }, replies });
    expect(await check(model)).toMatchObject({
      status: 'key_rejected',
      provider_message: 'Incorrect API key provided: [redacted].',
    });
    const keyless = await addModel({ provider_type: 'openai' }, { model_id: 'gpt-5-mini' });
    expect(await check(keyless)).toMatchObject({
      status: 'failed',
      detail: expect.stringContaining('no API key'),
      text: 'not_tried',
    });
  });

  it('works for the simulated model, which needs no network', async () => {
    const model = await addModel({ provider_type: 'llmsim' }, { model_id: 'llmsim-instant' });
    expect(await check(model)).toMatchObject({ status: 'ok', tool_call: 'yes', text: 'yes', streaming: 'yes' });
  });
});
