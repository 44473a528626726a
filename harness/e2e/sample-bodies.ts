import type { Operation } from './operations.ts';

const MESSAGE = { content: [{ type: 'text', text: '[[sim:text Hello.]]' }] };

/** A body that each operation accepts, by its id without `_nested`. */
export const SAMPLE_BODIES: Readonly<Record<string, Record<string, unknown>>> = {
  create_agent: { name: 'sample', system_prompt: 'You are a sample.' },
  update_agent: { name: 'sample' },
  create_session: { agent_id: '0194f7a0-0000-7000-8000-00000000dead' },
  create_message: { message: MESSAGE },
  create_tool_results: { tool_results: [{ tool_call_id: '0194f7a0-0000-7000-8000-00000000dead', result: 1 }] },
  update_queued_message: { message: MESSAGE },
  create_llm_provider: { name: 'sample', provider_type: 'llmsim' },
  create_llm_model: { model_id: 'sample' },
};

/** The sample as the option of `ApiClient.fetch`. Throws for a new operation that has no sample yet. */
export function sampleBody(operation: Operation): { body?: Record<string, unknown> } {
  if (operation.body === null) return {};
  const body = SAMPLE_BODIES[operation.operationId.replace(/_nested$/, '')];
  if (body === undefined) throw new Error(`${operation.operationId} takes a body: give it one in sample-bodies.ts`);
  return { body };
}
