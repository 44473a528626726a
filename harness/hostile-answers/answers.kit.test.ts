import { judgeFigure } from '@everruns/kernel/testing';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JsonObject, JsonValue } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import { useStack } from '../e2e/shared-stack.ts';
import { FORMATS } from './mutate-streams.ts';
import { HERE } from './plan-stream.ts';
import { useConversations } from './use-conversations.ts';
import { renderAnswer, type WireAnswer } from './render-answer.ts';
import { refuses, type Reply, streams } from './scripted-provider.ts';

const shared = useStack();
const conversations = useConversations(shared);

const raw = (body: string, value: string): string => body.replaceAll('"@raw@"', value);

describe.each(FORMATS)(
  'whatever a model of %s sends, the turn ends, the session goes on and everything is read',
  (format) => {
    const COUNTS = [
      '12.5',
      '"12"',
      '"many"',
      '-1',
      '1e25',
      '1e400',
      '{}',
      '[1]',
      'true',
      '{"a":{"b":[[]]}}',
      '9007199254740993',
    ];
    const COUNT_FIELDS = [
      'input_tokens',
      'output_tokens',
      'prompt_tokens',
      'completion_tokens',
      'total_tokens',
      'cache_read_input_tokens',
      'cache_creation_input_tokens',
    ];

    it('as counts', async () => {
      const { provider, talking } = await conversations.talk({ format });
      for (const count of COUNTS) {
        const usage: JsonObject = Object.fromEntries(COUNT_FIELDS.map((field) => [field, '@raw@']));
        usage['prompt_tokens_details'] = { cached_tokens: '@raw@' };
        usage['output_tokens_details'] = { reasoning_tokens: '@raw@' };
        provider.next.push(streams(raw(renderAnswer(format, { text: 'Hi', usage }), count)));
        const { turn, text } = await talking.say(`count ${count}`);
        expect([count, turn.status, text]).toEqual([count, 'completed', 'Hi']);
      }
      await talking.expectToGoOn();
    });

    const STRINGS = [
      'a\u0000b',
      '\uD800',
      '\uDC00x',
      '__proto__',
      'constructor',
      '',
      ' ',
      '../../etc',
      '🏴‍☠️',
      'x'.repeat(9_000),
      '\u202Eא',
      'a\r\nb: c',
    ];

    it('as names, ids, reasons and texts', async () => {
      const { provider, talking } = await conversations.talk({ format });
      for (const odd of STRINGS) {
        const call = { name: odd, id: odd, arguments: JSON.stringify({ [odd]: odd, deep: { [odd]: [odd] } }) };
        const answers: WireAnswer[] = [
          { text: `Hi ${odd}`, thinking: odd, id: odd, calls: [call, { ...call, name: 'add' }, call] },
          { text: `Hi ${odd}`, thinking: odd, id: odd, finish: format === 'openai' ? 'completed' : odd },
        ];
        provider.next.push(...answers.map((answer) => streams(renderAnswer(format, answer))));
        const { turn } = await talking.say(`string ${odd.slice(0, 10)}`.toWellFormed().replaceAll('\u0000', ''));
        expect([odd, turn.status, turn.error]).toEqual([odd, 'completed', undefined]);
      }
      provider.next = [];
      await talking.expectToGoOn();
    });

    it('as 500 calls at once, as a call without a name, and as arguments of every kind', async () => {
      const { provider, talking } = await conversations.talk({ format });
      const calls = Array.from({ length: 500 }, (_, index) => ({
        name: 'add',
        arguments: `{"a":${index},"b":1}`,
        id: 'same',
      }));
      const kinds = [
        '[1]',
        '7',
        'null',
        '""',
        '{"a":',
        '{"a":1}{"a":2}',
        '"{\\"a\\":1}"',
        `${'{"a":'.repeat(300)}1${'}'.repeat(300)}`,
      ];
      const answers: WireAnswer[] = [
        { calls },
        {
          calls: [
            { name: '', arguments: '{}' },
            { name: 'add', arguments: '{}', id: null },
          ],
        },
      ];
      provider.next.push(...answers.map((answer) => streams(renderAnswer(format, answer))));
      expect((await talking.say('calls')).turn.status).toBe('completed');
      for (const args of kinds) {
        provider.next.push(streams(renderAnswer(format, { calls: [{ name: 'add', arguments: args }] })));
        const { turn } = await talking.say(`arguments ${args.slice(0, 20)}`);
        expect([args, turn.status]).toEqual([args, 'completed']);
      }
      await talking.expectToGoOn();
    });

    it('a token limit in a call runs no tool, and the model reads why', async () => {
      const { provider, talking } = await conversations.talk({ format });
      for (const args of ['', '{"a":1,"b"', '{"a":1,"b":2}']) {
        provider.asked.length = 0;
        provider.next.push(
          streams(renderAnswer(format, { calls: [{ name: 'add', arguments: args }], finish: 'length' })),
        );
        expect((await talking.say(`limit ${args}`)).turn.status).toBe('completed');
        expect(provider.asked[1]?.text).toContain('the answer reached its token limit inside this call');
      }
      await talking.expectToGoOn();
    });

    it('an answer of nothing is asked for once more, then is a failure with a reason', async () => {
      const { provider, talking } = await conversations.talk({ format });
      const empty: Reply[] = [{}, { text: ' ' }, { thinking: 'Hm.' }].map((answer) =>
        streams(renderAnswer(format, answer)),
      );
      for (const reply of empty) {
        provider.asked.length = 0;
        provider.next.push(reply);
        expect((await talking.say('empty')).text).toBe(HERE);
        expect(provider.asked).toHaveLength(2);
        provider.next.push(reply, reply);
        expect((await talking.say('empty twice')).turn.error).toMatchObject({ code: 'empty_answer' });
        expect(provider.asked).toHaveLength(4);
      }
      await talking.expectToGoOn();
    });
  },
);

const DOCUMENT = { id: 'd', choices: [{ message: { role: 'assistant', content: 'Hello' }, finish_reason: 'stop' }] };
const delta = (fields: JsonObject, finish: JsonValue = null) =>
  `data: ${JSON.stringify({ id: 'e', choices: [{ index: 0, delta: fields, finish_reason: finish }] })}\n\n`;
const BOM = '\uFEFF';

describe('the end and the bytes of an answer', () => {
  it.each<[string, string | Uint8Array]>([
    ['[DONE] without a reason', `${delta({ content: 'Hello' })}data: [DONE]\n\n`],
    [
      'usage and then a clean end',
      `${delta({ content: 'Hello' })}data: {"choices":[],"usage":{"prompt_tokens":1}}\n\n`,
    ],
    ['one document instead of events', JSON.stringify(DOCUMENT)],
    ['a document behind a byte order mark', BOM + JSON.stringify(DOCUMENT)],
    ['events behind a byte order mark', `${BOM}${delta({ content: 'Hello' }, 'stop')}data: [DONE]\n\n`],
    ['no mark of the end', delta({ content: 'Hello' }, 'stop')],
    [
      'CRLF, comments and no blank',
      `: hi\r\n\r\n${delta({ content: 'Hello' }, 'stop').replace('data: ', 'data:').replaceAll('\n', '\r\n')}`,
    ],
    ['garbage behind the end', `${delta({ content: 'Hello' }, 'stop')}data: [DONE]\n\n{"x":\u0000}<html>`],
    [
      'data over several lines',
      `data: {"choices":[{"delta":\ndata: {"content":"Hello"},\ndata: "finish_reason":"stop"}]}\n\n`,
    ],
    ['an unknown finish reason', delta({ content: 'Hello' }, 'eos_token_id:2')],
  ])('%s: it is kept, and asked for once', async (_, body) => {
    const { provider, talking } = await conversations.talk({ format: 'openai_compatible' });
    provider.next.push(streams(body));
    const { turn, text } = await talking.say('Hello?');
    expect([turn.status, text, provider.asked.length]).toEqual(['completed', 'Hello', 1]);
  });

  it('a socket that stays open behind the end is left soon', async () => {
    const { provider, talking } = await conversations.talk({ format: 'openai_compatible' });
    provider.next.push((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(delta({ content: 'Hello' }, 'stop'));
    });
    const startedAt = performance.now();
    expect((await talking.say('Hello?')).text).toBe('Hello');
    const value = performance.now() - startedAt;
    judgeFigure({ name: 'an answer over a socket that stays open', value, unit: 'ms', most: 10_000 });
    await talking.expectToGoOn();
  });

  it.each<[string, string | Uint8Array, RegExp]>([
    ['the reason "error"', delta({ content: 'Hel' }, 'error'), /./],
    [
      'an error inside the stream',
      `${delta({ content: 'Hel' })}data: {"error":{"code":502,"message":"upstream died"}}\n\n`,
      /./,
    ],
    ['UTF-16', Buffer.from(delta({ content: 'Hello' }, 'stop'), 'utf16le'), /./],
    ['a cut event', `${delta({ content: 'Hel' })}data: {"choices":[{"delta":`, /./],
  ])('%s is no answer: it is asked for again', async (_, body) => {
    const { provider, talking } = await conversations.talk({ format: 'openai_compatible' });
    provider.next.push(streams(body));
    const { turn, text } = await talking.say('Hello?');
    expect([turn.status, text, provider.asked.length]).toEqual(['completed', HERE, 2]);
  });

  it('bytes that drip in one by one are one answer', async () => {
    const { provider, talking } = await conversations.talk({ format: 'openai_compatible' });
    const body = Buffer.from(`${delta({ content: 'Grüße 👋🏽' }, 'stop')}data: [DONE]\n\n`);
    provider.next.push((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      void (async () => {
        for (const byte of body) {
          response.write(Uint8Array.of(byte));
          await sleep(2);
        }
        response.end();
      })();
    });
    expect((await talking.say('Hello?')).text).toBe('Grüße 👋🏽');
    await talking.expectToGoOn();
  });

  it('a line of 30 MB is an unusable answer, said once', async () => {
    const { provider, talking } = await conversations.talk({ format: 'openai_compatible' });
    provider.next.push(streams(delta({ content: 'x'.repeat(30 * 1024 * 1024) }, 'stop')));
    const { turn } = await talking.say('Hello?');
    expect([turn.error?.code, provider.asked.length]).toEqual(['unusable_answer', 1]);
    await talking.expectToGoOn();
  });

  it('values nested 6,000 deep are an unusable answer, and no fault of ours', async () => {
    const { provider, talking } = await conversations.talk({ format: 'openai_compatible' });
    const nested = `${'{"a":'.repeat(6_000)}1${'}'.repeat(6_000)}`;
    provider.next.push(streams(raw(delta({ content: '@raw@' }, 'stop'), nested)));
    const { turn } = await talking.say('Hello?');
    expect(turn.error?.code).toBe('unusable_answer');
    provider.next.push(streams(renderAnswer('openai_compatible', { calls: [{ name: 'add', arguments: nested }] })));
    expect((await talking.say('And as arguments?')).turn.status).toBe('completed');
    await talking.expectToGoOn();
  });
});

describe('what a provider refuses with', () => {
  const odd = 'a\u0000b\uD800 \uFFFF <script>';
  const BODIES: unknown[] = [
    '<html><body><h1>Error</h1></body></html>',
    '[{"error":{"message":"in a list","code":400,"status":"INVALID_ARGUMENT"}}]',
    '"just a string"',
    '17',
    'null',
    '',
    '{"error":',
    { error: odd },
    { error: { message: odd, code: odd, type: odd, param: odd } },
    { error: { message: `${'x'.repeat(1_999)}👋`, code: { a: [] }, type: 7, param: [odd] } },
    { error: { message: { a: odd }, code: null } },
    { detail: [{ loc: ['body', 'x'], msg: odd, type: 'value_error' }] },
    { error: { message: 'y'.repeat(3 * 1024 * 1024) } },
    `{"error":{"message":${'['.repeat(5_000)}${']'.repeat(5_000)}}}`,
    '{"__proto__":{"message":"x"},"message":"y","constructor":{"prototype":{}}}',
    Buffer.from([0xff, 0xfe, 0x00, 0x80]),
  ];
  const HEADERS: Record<string, string>[] = [
    {},
    { 'retry-after': 'Infinity', 'x-ratelimit-remaining-requests': 'NaN', 'x-ratelimit-reset-requests': '-5' },
    { 'retry-after': '0', 'anthropic-ratelimit-requests-remaining': '0', 'anthropic-ratelimit-requests-reset': 'soon' },
    { 'retry-after-ms': '1e9999', 'x-ratelimit-remaining-tokens': '', 'x-ratelimit-reset-tokens': '1ms1ms' },
  ];

  it.each([400, 404, 413, 403])(
    'with %i and any body ends the turn clearly, and the session goes on',
    async (status) => {
      await Promise.all(
        FORMATS.map(async (format) => {
          const { provider, talking } = await conversations.talk({ format });
          for (const body of BODIES) {
            const reply = refuses(status, body, HEADERS[provider.asked.length % HEADERS.length]);
            provider.next.push(reply, reply, reply, reply);
            const { turn } = await talking.say('Hello?');
            expect([status, JSON.stringify(body).slice(0, 60), turn.status]).toEqual([
              status,
              JSON.stringify(body).slice(0, 60),
              'failed',
            ]);
            expect(turn.error?.message.length).toBeGreaterThan(20);
            expect(turn.error?.code).not.toBe('internal');
            provider.next = [];
          }
          await talking.expectToGoOn('readSession');
        }),
      );
    },
  );

  it.each([429, 500, 999, 304])(
    'with %i and any body is asked again or told, and the session goes on',
    async (status) => {
      await Promise.all(
        BODIES.map(async (body, index) => {
          const { provider, talking } = await conversations.talk({
            format: FORMATS[index % FORMATS.length] ?? 'openai',
          });
          provider.next.push(refuses(status, body, HEADERS[index % HEADERS.length]));
          const { turn } = await talking.say('Hello?');
          expect(['completed', 'failed']).toContain(turn.status);
          if (status >= 500) expect(turn.status).toBe('completed');
          expect(turn.error?.code).not.toBe('internal');
          provider.next = [];
          await talking.expectToGoOn('readSession');
        }),
      );
    },
  );

  it.each([
    [
      'a used up quota',
      429,
      { error: { code: 'insufficient_quota', message: 'You exceeded your current quota.' } },
      'provider_quota',
    ],
    ['a payment that is due', 402, { error: { message: 'Insufficient Balance' } }, 'provider_quota'],
    ['a login page', 200, '<!doctype html><title>Log in</title>', 'provider_bad_request'],
    ['a wrong key', 401, { error: { code: 'invalid_api_key', message: 'Incorrect API key' } }, 'provider_auth'],
  ])('%s is asked about once and names its cure', async (_, status, body, code) => {
    const { provider, talking } = await conversations.talk({ format: 'openai' });
    provider.next.push(refuses(status, body, status === 200 ? { 'content-type': 'text/html' } : {}));
    const { turn } = await talking.say('Hello?');
    expect([turn.error?.code, provider.asked.length]).toEqual([code, 1]);
    await talking.expectToGoOn('readSession');
  });

  it('a redirect is not followed to anywhere, and an error with status 200 is one', async () => {
    const { provider, talking } = await conversations.talk({ format: 'openai_compatible' });
    provider.next.push(refuses(302, '', { location: 'http://169.254.169.254/latest/meta-data' }));
    expect((await talking.say('Hello?')).turn.status).toBe('failed');
    provider.next = [
      refuses(200, { error: { message: 'invalid model', code: 'model_not_found', type: 'invalid_request_error' } }),
    ];
    const { turn } = await talking.say('And now?');
    expect(['completed', 'failed']).toContain(turn.status);
    provider.next = [];
    await talking.expectToGoOn();
  });
});
