import type { JsonObject, LlmModel, Message, Page } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import { settle } from '../e2e/read-until.ts';
import { useStack } from '../e2e/shared-stack.ts';
import { ANTHROPIC_TWIN } from '../strict-twins/anthropic-twin.ts';
import { CHAT_TWINS } from '../strict-twins/chat-twins.ts';
import { RESPONSES_TWIN } from '../strict-twins/responses-twin.ts';
import type { Twin } from '../strict-twins/twin.ts';
import { converse, type Conversation, makeModel } from './converse.ts';
import { FORMATS, type WireFormat } from './mutate-streams.ts';
import { useConversations } from './use-conversations.ts';
import { renderAnswer } from './render-answer.ts';
import { type AskedRequest, refuses, type ScriptedProvider, streams } from './scripted-provider.ts';

const TWINS = [RESPONSES_TWIN, ANTHROPIC_TWIN, ...CHAT_TWINS];
const ALL_TOOLS = {
  capabilities: ['test_effects', 'math', 'current_time', 'session_file_system', 'stateless_todo_list'],
};
const NAMES = [
  'files.read',
  'two words',
  '',
  'x'.repeat(201),
  '3d',
  'füße',
  '工具',
  'a/b',
  '-a',
  'functions.add:0',
  '__proto__',
  'a\u0000',
];

const shared = useStack();
const conversations = useConversations(shared);

interface Strict {
  provider: ScriptedProvider;
  /** The reasons for which requests were refused. */
  refusals: string[];
}

/** Starts a provider that refuses what the twin's real counterpart refuses. */
async function startStrict(twin: Twin): Promise<Strict> {
  const provider = await conversations.startProvider();
  const refusals: string[] = [];
  provider.refuse = ({ body }) => {
    const reason = twin.refuse(body);
    if (reason !== null) refusals.push(`${twin.name}: ${reason}`);
    return reason;
  };
  return { provider, refusals };
}

const optionsOf = (twin: Twin, { provider }: Strict) => ({
  format: twin.provider_type as WireFormat,
  origin: provider.origin,
  model: twin.model,
  agent: ALL_TOOLS,
  ...(twin.preset === undefined ? {} : { compat: { preset: twin.preset } }),
});

describe.each(TWINS)('a session with $name', (twin) => {
  it('goes on after calls of every name, several texts and thoughts, a cancel and strange pictures', async () => {
    const strict = await startStrict(twin);
    const talking = await converse(shared.api, conversations.reader, optionsOf(twin, strict));
    for (const [index, name] of NAMES.entries()) {
      const calls = [
        { name, arguments: { a: 1, b: index } },
        { name: 'add', arguments: { a: 1, b: 2 } },
      ];
      const answer = {
        seed: `s${index}`,
        reasoning: 'Hm.',
        texts: ['Let me see.', 'And so.'],
        calls: index % 2 === 0 ? calls : calls.slice(0, 1),
      };
      strict.provider.next.push(streams(twin.render(answer)));
    }
    const last = { seed: 'end', reasoning: 'So.', texts: ['First.', 'Second.'], calls: [] };
    strict.provider.next.push(streams(twin.render(last)));
    expect((await talking.say('Try every tool.')).turn.status).toBe('completed');
    await cancelInTheMiddle(talking, strict.provider);
    for (const picture of PICTURES) {
      strict.provider.next.push(streams(twin.render({ ...last, seed: 'p' })));
      expect((await talking.say([picture, { type: 'text', text: 'Look.' }])).turn.status).toBe('completed');
    }
    strict.provider.next.push(streams(twin.render({ ...last, seed: 'z' })));
    expect((await talking.say('Go on.')).turn.status).toBe('completed');
    expect(strict.refusals).toEqual([]);
    expect(await conversations.reader.readSession(talking.ids)).toEqual([]);
  });
});

const png = (width: number, height: number): string => {
  const bytes = Buffer.alloc(64);
  bytes.write('\x89PNG\r\n\x1a\n', 'latin1');
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes.toString('base64');
};
const PICTURES: JsonObject[] = [
  { type: 'image', base64: png(10, 10), media_type: 'image/jpeg' },
  { type: 'image', base64: 'aGVsbG8=', media_type: 'image/png' },
  { type: 'image', base64: png(60_000, 60_000), media_type: 'image/png' },
  {
    type: 'image',
    base64: Buffer.from('GIF89a\x05\x00\x05\x00\x00\x00', 'latin1').toString('base64'),
    media_type: 'image/gif',
  },
  { type: 'image', url: 'https://images.example/cat.png' },
];

async function cancelInTheMiddle(talking: Conversation, provider: ScriptedProvider): Promise<void> {
  const asked = provider.asked.length;
  const { promise, resolve } = Promise.withResolvers<void>();
  provider.next.push((response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(': silence\n\n');
    resolve();
  });
  await shared.api.post(talking.session.id, 'Wait for it.');
  await promise;
  await shared.api.json('POST', `/v1/sessions/${talking.session.id}/cancel`, { body: {} });
  await settle(shared.api, talking.session.id);
  expect(provider.asked.length).toBe(asked + 1);
}

it('a session that changes its provider with every message, and in the middle of tool rounds, is refused by none', async () => {
  const { api } = shared;
  const stricts = await Promise.all(TWINS.map(async (twin) => ({ twin, strict: await startStrict(twin) })));
  const [first] = stricts;
  if (first === undefined) throw new Error('no twin');
  const talking = await converse(api, conversations.reader, optionsOf(first.twin, first.strict));
  const models = await Promise.all(stricts.map(({ twin, strict }) => makeModel(api, optionsOf(twin, strict))));
  for (let round = 0; round < 3; round += 1) {
    for (const [index, { twin, strict }] of stricts.entries()) {
      const seed = `r${round}i${index}`;
      const calls = [{ name: NAMES[(round * 7 + index) % NAMES.length] ?? '', arguments: { a: round } }];
      strict.provider.next = [
        streams(twin.render({ seed, reasoning: 'Hm.', texts: ['I look.'], calls })),
        streams(twin.render({ seed: `${seed}e`, reasoning: 'So.', texts: ['Done.', 'Well.'], calls: [] })),
      ];
      const picture = PICTURES[(round + index) % PICTURES.length] ?? {};
      const model_id = models[(index + round) % models.length]?.model_id ?? '';
      const other = stricts[(index + round) % stricts.length];
      if (other === undefined) throw new Error('no twin');
      other.strict.provider.next = [
        streams(other.twin.render({ seed, reasoning: 'Hm.', texts: ['I look.'], calls })),
        streams(other.twin.render({ seed: `${seed}e`, reasoning: 'So.', texts: ['Done.', 'Well.'], calls: [] })),
      ];
      const { turn } = await talking.say([picture, { type: 'text', text: `Round ${round}.` }], {
        controls: { model_id },
      });
      expect([other.twin.name, turn.status]).toEqual([other.twin.name, 'completed']);
    }
  }
  expect(stricts.flatMap(({ strict }) => strict.refusals)).toEqual([]);
  expect(await conversations.reader.readEverything(talking.ids)).toEqual([]);
});

/** The errors with which vendors refuse a conversation. */
const REFUSALS = [
  "Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'.",
  'messages.5: `tool_use` ids were found without `tool_result` blocks immediately after: toolu_1',
  'messages.1.content.0: Invalid `signature` in `thinking` block',
  "Item 'rs_1' of type 'reasoning' was provided without its required following item.",
  'Could not process image',
  'Please ensure that function call turn comes immediately after a user turn or after a function response turn.',
  'Function call is missing a thought_signature in functionCall parts.',
  'The reasoning_content in the thinking mode must be passed back to the API.',
  'thinking is enabled but reasoning_content is missing in assistant tool call message at index 3',
  'Conversation roles must alternate user/assistant/user/assistant/...',
  'Expected last role User or Tool (or Assistant with prefix True) for serving but got assistant',
  'Provider returned error',
  'Bad Request',
  '',
];

describe.each(FORMATS)('a history that a provider of %s refuses', (format) => {
  async function tellHistory(): Promise<{ provider: ScriptedProvider; talking: Conversation }> {
    const provider = await conversations.startProvider();
    const talking = await converse(shared.api, conversations.reader, { format, origin: provider.origin, model: 'm' });
    provider.next.push(
      streams(
        renderAnswer(format, {
          thinking: 'Hm.',
          text: 'I add.',
          calls: [
            { name: 'add', arguments: '{"a":1,"b":2}' },
            { name: 'gone', arguments: '{}' },
          ],
        }),
      ),
      streams(renderAnswer(format, { text: 'Three.' })),
    );
    const { turn } = await talking.say([
      { type: 'image', base64: png(4, 4), media_type: 'image/png' },
      { type: 'text', text: 'Add.' },
    ]);
    expect(turn.status).toBe('completed');
    return { provider, talking };
  }

  it('is told without what was refused, once and for all, in whatever words', async () => {
    for (const message of REFUSALS) {
      const { provider, talking } = await tellHistory();
      const refusal = refuses(400, { type: 'error', error: { type: 'invalid_request_error', message } });
      provider.asked.length = 0;
      provider.next.push(refusal);
      expect([message, (await talking.say('More.')).turn.status]).toEqual([message, 'completed']);
      expect(provider.asked).toHaveLength(2);
      const types = (await shared.api.events(talking.session.id)).map(({ type }) => type);
      expect(types.filter((type) => type === 'history.repaired')).toHaveLength(1);
      // At the second refusal every optional part is left out; afterwards the session works as before.
      provider.next.push(refusal, refusal);
      const again = await talking.say('And more.');
      expect(['completed', 'failed']).toContain(again.turn.status);
      provider.next = [];
      await talking.expectToGoOn('readSession');
    }
  });

  it('for ever fails its turn after three requests, and goes on when it takes it', async () => {
    const { provider, talking } = await tellHistory();
    provider.asked.length = 0;
    provider.refuse = () => 'No, never, because of Zork.';
    const { turn } = await talking.say('More.');
    const error = { code: 'provider_bad_request', provider_message: expect.stringContaining('because of Zork') };
    expect(turn).toMatchObject({ status: 'failed', error });
    expect(provider.asked).toHaveLength(3);
    provider.refuse = undefined;
    await talking.expectToGoOn();
  });

  it('for each optional parameter by name loses them all, and is not asked for them again', async () => {
    const provider = await conversations.startProvider();
    const talking = await converse(shared.api, conversations.reader, { format, origin: provider.origin, model: 'm' });
    const kept = new Set([
      'model',
      'messages',
      'input',
      'stream',
      'tools',
      'system',
      'instructions',
      ...(format === 'anthropic' ? ['max_tokens'] : []),
    ]);
    const optional = ({ body }: AskedRequest): string[] => Object.keys(body).filter((name) => !kept.has(name));
    provider.refuse = (asked) => {
      const [name] = optional(asked);
      return name === undefined ? null : `Unsupported parameter: '${name}' is not supported with this model.`;
    };
    const controls = { reasoning: { effort: 'high' }, max_tokens: 4_000 };
    for (let message = 0; message < 3; message += 1) await talking.say('Hello.', { controls });
    provider.asked.length = 0;
    const { turn } = await talking.say('Hello.', { controls });
    expect([turn.status, turn.error, provider.asked.map(optional)]).toEqual(['completed', undefined, [[]]]);
    const model = await shared.api.json<LlmModel>('GET', `/v1/llm-models/${talking.ids['model_id'] ?? ''}`);
    expect(model.refused_parameters?.length).toBeGreaterThan(0);
    await talking.expectToGoOn();
  });
});

describe('a message that was excluded', () => {
  const messagesOf = async ({ session }: Conversation): Promise<Message[]> => {
    const page = await shared.api.json<Page<Message>>('GET', `/v1/sessions/${session.id}/messages?limit=100&order=asc`);
    return page.data;
  };
  const exclude = (talking: Conversation, { id }: Message) =>
    shared.api.json('POST', `/v1/sessions/${talking.session.id}/messages/${id}/exclude`, { body: {} });

  it.each(FORMATS)(
    'is not told to a model of %s, nor is a summary of it; with nothing left the session goes on',
    async (format) => {
      const provider = await conversations.startProvider();
      const settings = { context_window_tokens: 8_000, max_output_tokens: 1_000 };
      const talking = await converse(shared.api, conversations.reader, { format, origin: provider.origin, settings });
      const reply = (text: string): void => void provider.next.push(streams(renderAnswer(format, { text })));
      reply('I will keep it.');
      await talking.say('The secret is PLUGH.');
      for (let index = 0; index < 6; index += 1) {
        // If the conversation is summarized, this is the summary, and the provider's default is the answer.
        reply(`The secret is PLUGH, number ${index}.`);
        await talking.say(`${index} ${'lorem ipsum dolor '.repeat(400)}`);
        provider.next = [];
      }
      const types = (await shared.api.events(talking.session.id)).map(({ type }) => type);
      expect(types).toContain('context.compacted');
      const told = await messagesOf(talking);
      for (const message of told)
        if (JSON.stringify(message.content).includes('PLUGH')) await exclude(talking, message);
      provider.asked.length = 0;
      await talking.say('What do you know?');
      expect(provider.asked.map(({ text }) => text.includes('PLUGH'))).not.toContain(true);
      for (const message of await messagesOf(talking))
        if (message.role !== 'tool_result') await exclude(talking, message);
      provider.asked.length = 0;
      await talking.expectToGoOn();
      expect(provider.asked).toHaveLength(1);
    },
  );
});
