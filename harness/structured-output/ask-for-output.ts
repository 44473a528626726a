import { CreateMessageResponse, type JsonObject, type JsonValue, type Turn } from '@everruns/schemas';
import { ANTHROPIC, OPENAI, type WireFormat } from '../contracts/add-model.ts';
import type { ApiClient } from '../dev/api-client.ts';

export const FORMATS: [string, WireFormat][] = [
  ['Responses', OPENAI],
  ['Chat Completions', { provider_type: 'openai_compatible', path: '/v1' }],
  ['Messages', ANTHROPIC],
];

export interface Output {
  turn: Turn;
  parsed: JsonValue | undefined;
  /** How many answers the model gave in the turn. */
  generations: number;
}

/** Posts a message that asks for an answer of this schema, and waits for its turn. */
export async function askForOutput(api: ApiClient, sessionId: string, schema: JsonObject): Promise<Output> {
  const body = {
    message: { content: [{ type: 'text', text: 'Fill it in.' }] },
    controls: { response_format: { type: 'json_schema', name: 'form', schema } },
  };
  const posted = CreateMessageResponse.parse(
    await api.json('POST', `/v1/sessions/${sessionId}/messages?wait=60`, { body }),
  );
  const own = (await api.events(sessionId)).filter(({ context }) => context.turn_id === posted.turn.id);
  const answer = own.find(({ type }) => type === 'output.message.completed');
  return {
    turn: posted.turn,
    parsed: answer?.data['parsed'] as JsonValue | undefined,
    generations: own.filter(({ type }) => type === 'llm.generation').length,
  };
}
