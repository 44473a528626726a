import { omitUndefined } from '@everruns/kernel';
import type {
  CreateMessageResponse,
  JsonObject,
  LlmModel,
  LlmProvider,
  Message,
  ModelCompat,
  Session,
  Turn,
} from '@everruns/schemas';
import { expect } from 'vitest';
import type { ApiClient } from '../dev/api-client.ts';
import { settle } from '../e2e/read-until.ts';
import type { WireFormat } from './mutate-streams.ts';
import { HERE } from './plan-stream.ts';
import type { Reader } from './read-everything.ts';

export interface ConversationOptions {
  format: WireFormat;
  origin: string;
  /** The name of the model at its provider. */
  model?: string;
  compat?: ModelCompat;
  agent?: JsonObject;
  /** Settings of the model that were made by hand. */
  settings?: JsonObject;
}

export interface Said {
  turn: Turn;
  text: string;
}

/** A session whose model is scripted by a test. */
export interface Conversation {
  session: Session;
  ids: Record<string, string>;
  say(content: string | JsonObject[], fields?: JsonObject): Promise<Said>;
  /** Fails the test unless the next message is answered and every read of the API, or of the session, returns 200. */
  expectToGoOn(read?: keyof Reader): Promise<void>;
}

let count = 0;

/** Opens a conversation over the API. The test scripts the model's answers at the provider. */
export async function converse(api: ApiClient, reader: Reader, options: ConversationOptions): Promise<Conversation> {
  const made = await makeModel(api, options);
  const agent = await api.createAgent({ default_model_id: made.model_id, ...options.agent });
  const session = await api.json<Session>('POST', '/v1/sessions', { body: { agent_id: agent.id } });
  const ids: Record<string, string> = {
    ...made,
    session_id: session.id,
    agent_id: agent.id,
    capability_id: 'math',
  };
  const say = async (content: string | JsonObject[], fields: JsonObject = {}): Promise<Said> => {
    const parts = typeof content === 'string' ? [{ type: 'text', text: content }] : content;
    const path = `/v1/sessions/${session.id}/messages?wait=60`;
    const body = { message: { content: parts }, ...fields };
    const answer = await api.json<CreateMessageResponse>('POST', path, { body });
    ids['turn_id'] = answer.turn.id;
    if (answer.turn.status === 'completed') return { turn: answer.turn, text: textOf(answer.output) };
    await settle(api, session.id);
    const turn = await api.turn(session.id, answer.turn.id);
    return { turn, text: turn.error?.message ?? '' };
  };
  return {
    session,
    ids,
    say,
    expectToGoOn: async (read = 'readEverything') => {
      const { turn, text } = await say('Go on.');
      expect([turn.status, turn.error, text]).toEqual(['completed', undefined, HERE]);
      expect(await reader[read](ids)).toEqual([]);
    },
  };
}

/** Creates a provider and its model over the API. */
export async function makeModel(
  api: ApiClient,
  { format, origin, model = 'm', compat, settings = {} }: ConversationOptions,
): Promise<{ provider_id: string; model_id: string }> {
  count += 1;
  const provider = await api.json<LlmProvider>('POST', '/v1/llm-providers', {
    body: {
      name: `scripted ${count}`,
      provider_type: format,
      base_url: `${origin}${format === 'anthropic' ? '' : '/v1'}`,
      api_key: 'sk-scripted',
      ...omitUndefined({ compat }),
    },
  });
  const body = { model_id: model, ...settings };
  const made = await api.json<LlmModel>('POST', `/v1/llm-providers/${provider.id}/models`, { body });
  return { provider_id: provider.id, model_id: made.id };
}

export function textOf(messages: readonly Message[] = []): string {
  return messages
    .flatMap(({ content }) => content.flatMap((part) => (part.type === 'text' ? [part.text] : [])))
    .join('');
}
