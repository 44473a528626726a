import { createAnthropicDriver } from '@everruns/anthropic';
import { buildRequest, collectResponse, type LlmResponse, type ModelDriver } from '@everruns/core';
import { makeModel, makeRuntimeAgent, makeToolDefinition } from '@everruns/core/testing';
import { createOpenAiDriver } from '@everruns/openai';
import type { ModelControls } from '@everruns/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ANTHROPIC_TWIN } from './anthropic-twin.ts';
import { CHAT_TWINS } from './chat-twins.ts';
import { RandomSession } from './random-session.ts';
import { RESPONSES_TWIN } from './responses-twin.ts';
import { startStrictTwin, type StrictTwin } from './start-strict-twin.ts';
import type { Twin } from './twin.ts';

const TWINS = [RESPONSES_TWIN, ANTHROPIC_TWIN, ...CHAT_TWINS];
const SESSIONS = 200;
const BATCH = 25;

const TOOLS = [
  makeToolDefinition({
    name: 'read_file',
    parameters: {
      type: 'object',
      properties: {
        path: { type: 'string', pattern: '^/', format: 'uri' },
        start_line: { type: 'integer', exclusiveMinimum: 0 },
        kind: { oneOf: [{ const: 'text' }, { const: 'bytes' }] },
        options: { type: ['object', 'null'], additionalProperties: false, properties: {} },
        lines: { type: 'array', prefixItems: [{ type: 'integer' }] },
        $top: { type: 'integer', description: 'As OData has it.' },
        'filter[größe]': { type: 'string', anyOf: [{ minLength: 1 }, { const: '' }] },
        ['x'.repeat(80)]: { type: 'object', anyOf: [{ required: ['a'] }, { required: ['b'] }] },
      },
      required: ['path', '$top'],
      additionalProperties: false,
    },
  }),
  makeToolDefinition({
    name: '3d_print',
    description: 'Prints. '.repeat(500),
    parameters: { allOf: [{ type: 'object', properties: { a: {} } }] },
  }),
];

/** What messages ask of the answer. */
const CONTROLS: ModelControls[] = [
  { temperature: 0.2, top_p: 0.9, stop: ['END', ' '] },
  { temperature: 1.6, tool_choice: 'required' },
  { tool_choice: { name: '3d_print' }, parallel_tool_calls: false },
  { tool_choice: { name: 'gone' } },
  { tool_choice: 'none', top_p: 0.5 },
];

let session: RandomSession;
let answers = 0;
const running = new Map<Twin, StrictTwin>();

beforeAll(async () => {
  for (const twin of TWINS) {
    running.set(twin, await startStrictTwin(twin, () => session.makeAnswer(`a${(answers += 1)}`)));
  }
});
afterAll(async () => {
  for (const server of running.values()) await server.close();
});

function connect(twin: Twin): ModelDriver {
  const createDriver = twin.provider_type === 'anthropic' ? createAnthropicDriver : createOpenAiDriver;
  return createDriver({
    provider_type: twin.provider_type,
    base_url: running.get(twin)?.url ?? '',
    api_key: 'sk-twin',
    fetch: globalThis.fetch,
    ...(twin.preset === undefined ? {} : { compat: { preset: twin.preset } }),
  });
}

/** Returns null for an empty answer, which counts as a failed answer and not as a refusal of the history. */
async function ask(twin: Twin): Promise<LlmResponse | null> {
  const effort = session.pick(['unsaid', 'unsaid', 'none', 'low', 'high'] as const);
  const model = makeModel({
    provider_type: twin.provider_type,
    model: twin.model,
    ...(effort === 'unsaid' ? {} : { reasoning_effort: effort }),
  });
  const limits = { max_iterations: 9, max_tokens: 4_000 };
  const controls = session.pick([{}, ...CONTROLS]);
  session.maySearch = session.random() < 0.5;
  const search = session.maySearch ? { web_search: { max_searches: 2 } } : {};
  const agent = makeRuntimeAgent({ model, tools: TOOLS, limits, controls, ...search });
  const request = buildRequest({ agent, messages: session.messages, request_id: 'r', iteration: 1 });
  const stream = connect(twin).stream(request, { signal: new AbortController().signal });
  const collected = await collectResponse(stream, { onText: () => undefined, onThinking: () => undefined });
  if (collected.kind === 'response') {
    expect(collected.response.raw_finish_reason).not.toBe('pause_turn');
    return collected.response;
  }
  if (collected.error.class === 'empty_answer') return null;
  throw new Error(`${twin.name} refused: ${collected.error.message}\n${JSON.stringify(session.messages, null, 1)}`);
}

function takeAnswer(answer: LlmResponse | null): void {
  if (answer !== null) session.take(answer);
}

describe('sessions with everything in them that can be wrong', () => {
  it.each(Array.from({ length: SESSIONS / BATCH }, (_, batch) => batch * BATCH))(
    'go on with every provider, one after the other: 25 from seed %i on',
    async (first) => {
      for (let seed = first; seed < first + BATCH; seed += 1) {
        session = new RandomSession(seed);
        session.say();
        for (const twin of session.shuffle(TWINS)) {
          takeAnswer(await ask(twin));
          // A tool loop calls the same model again, after its own reasoning.
          if (session.random() < 0.5) takeAnswer(await ask(twin));
          session.say();
        }
      }
      expect(TWINS.map((twin) => running.get(twin)?.refusals)).toEqual(TWINS.map(() => []));
    },
  );
});
