import type { CreateMessageResponse, LlmProvider, Session, Turn } from '@everruns/schemas';
import { beforeAll, describe, expect, it } from 'vitest';
import { ApiClient } from '../dev/api-client.ts';
import { isEvent, readUntil } from './read-until.ts';
import { useStack } from './shared-stack.ts';
import { createTwoOrganizations, FULL_AUTH, type TwoOrganizations } from './two-organizations.ts';

const KEY = 'sk-canary-4f1d0c7a9b-of-the-words';
const SAID = 'The model `gpt-9` does not exist or you do not have access to it.';
const shared = useStack({ env: FULL_AUTH });

let orgs: TwoOrganizations;
let session: Session;
let posted: CreateMessageResponse;
beforeAll(async () => {
  orgs = await createTwoOrganizations(shared.running);
  // The error text of a vendor that repeats the key, with a NUL character.
  const message = `${SAID} Key: ${KEY}\u0000`;
  const replies = [[{ error: { status: 404, message } }]];
  shared.running.simulator.script({ name: 'words', match: { model: 'gpt-9' }, replies });
  const api = clientOf(orgs.ada.token);
  const base_url = `${shared.running.simulator.url}/v1`;
  const body = { name: 'Vendor', provider_type: 'openai_compatible', base_url, api_key: KEY };
  const { id } = await api.json<LlmProvider>('POST', '/v1/llm-providers', { body });
  const model = await api.json<{ id: string }>('POST', `/v1/llm-providers/${id}/models`, {
    body: { model_id: 'gpt-9' },
  });
  session = await api.createSession({ default_model_id: model.id });
  posted = await api.post(session.id, 'Hello?', { wait: 30 });
});

const clientOf = (headers: Record<string, string>) => new ApiClient(shared.running.urls, headers);
const bodyOf = async (headers: Record<string, string>, path: string) =>
  (await fetch(clientOf(headers).url(path), { headers })).text();

/** Every output of the platform that shows a failed turn. */
const waysOut = (headers: Record<string, string>): Record<string, () => Promise<string>> => {
  const base = `/v1/sessions/${session.id}`;
  return {
    'the turn': () => bodyOf(headers, `${base}/turns/${posted.turn.id}`),
    'the list of turns': () => bodyOf(headers, `${base}/turns`),
    'the events': () => bodyOf(headers, `${base}/events`),
    'the events of a type': () => bodyOf(headers, `${base}/events?types=turn.failed`),
    'the stream': async () => {
      const until = isEvent('turn.failed');
      return JSON.stringify(await readUntil(clientOf(headers), session.id, { query: '?after_sequence=0', until }));
    },
    'the export': () => bodyOf(headers, `${base}/export`),
  };
};
const NAMES = ['the turn', 'the list of turns', 'the events', 'the events of a type', 'the stream', 'the export'];

describe('what a provider said of a call that failed', () => {
  it('stands beside the advice for whoever waited for the turn, without the key that it repeated', () => {
    const turn: Turn = posted.turn;
    expect(turn.error).toEqual({
      code: 'provider_bad_request',
      message: expect.stringContaining('does not offer this model'),
      provider_message: expect.stringContaining(SAID),
    });
    expect(turn.error?.provider_message).not.toContain('canary');
    expect(turn.error?.provider_message).not.toContain('\u0000');
  });

  it.each(NAMES)('is read in %s by people who may write', async (name) => {
    const text = await waysOut(orgs.ada.token)[name]?.();
    expect(text).toContain('gpt-9` does not exist');
    expect(text).not.toContain('canary-4f1d');
  });

  it.each(NAMES)('is withheld in %s from viewers and from keys that only read, who read the advice', async (name) => {
    const { key } = await orgs.makeKey(['read']);
    for (const headers of [orgs.vic.token, { authorization: key }]) {
      const text = await waysOut(headers)[name]?.();
      expect(text).toContain('does not offer this model');
      expect(text).not.toMatch(/gpt-9` does not exist|provider_message/);
    }
  });

  it('is no part of the messages, which everybody reads', async () => {
    const text = await bodyOf(orgs.ada.token, `/v1/sessions/${session.id}/messages`);
    expect(text).toContain('does not offer this model');
    expect(text).not.toContain('gpt-9` does not exist');
  });
});
