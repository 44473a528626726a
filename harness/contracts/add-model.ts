import type { LlmModel, LlmProvider } from '@everruns/schemas';
import type { RunnerUnderContract } from './runner-under-contract.ts';

/** A platform and the simulator that serves its models. */
export type Provided = Pick<RunnerUnderContract, 'api' | 'running'>;

export interface WireFormat {
  provider_type: LlmProvider['provider_type'];
  /** The path of the format's API on the simulator. */
  path: string;
}

export const OPENAI: WireFormat = { provider_type: 'openai', path: '/v1' };
export const ANTHROPIC: WireFormat = { provider_type: 'anthropic', path: '' };

/** Adds a model with this name at its own provider, which is the simulator with this wire format. */
export async function addModel(
  { api, running }: Provided,
  model_id: string,
  { provider_type, path }: WireFormat = OPENAI,
): Promise<LlmModel> {
  const body = { name: model_id, provider_type, base_url: running.simulator.url + path, api_key: 'sk-e2e' };
  const provider = await api.json<LlmProvider>('POST', '/v1/llm-providers', { body });
  return api.json<LlmModel>('POST', `/v1/llm-providers/${provider.id}/models`, { body: { model_id } });
}
