import type { JsonObject } from '@everruns/schemas';

/** A call as the provider's wire format contains it, with the arguments as text. */
export interface ScenarioToolCall {
  provider_call_id: string;
  name: string;
  arguments_text: string;
}

/** The provider's side of a scenario. The harness of each driver renders it in the vendor's wire format. */
export type ScenarioReply =
  | {
      kind: 'stream';
      /** Rendered before the text, as the vendor streams its thinking. */
      reasoning?: string[];
      /** Each string is one delta on the wire, all in one part. */
      text: string[];
      tool_calls?: ScenarioToolCall[];
      /**
       * `break`: the connection is reset after the text. `hang`: nothing more is sent until the client disconnects. The others
       * are the vendor's own finish reasons with that meaning.
       */
      end: 'stop' | 'tool_calls' | 'length' | 'content_filtered' | 'break' | 'hang';
      /** `input` includes `cached`, `output` includes `reasoning`. */
      usage?: { input: number; output: number; cached: number; reasoning: number };
    }
  | {
      kind: 'http_error';
      status: number;
      headers: Record<string, string>;
      /** The meaning of the vendor's error body, which has the vendor's own code or type if there is one. */
      meaning: 'rate_limited' | 'invalid_api_key' | 'overloaded' | 'server_error' | 'context_overflow';
      message: string;
    };

export interface ModelScenario {
  name: ModelScenarioName;
  reply: ScenarioReply;
}

/** What the fake provider received in one HTTP request (or in one call, for a driver without HTTP). */
export interface RecordedModelRequest {
  headers: Record<string, string>;
  body: JsonObject;
  /** Whether the client disconnected before the answer was complete. */
  aborted: boolean;
}

/** The key that every driver under contract is created with. */
export const CONTRACT_API_KEY = 'sk-contract-0123456789abcdef';

const weather = (city: string): ScenarioToolCall => ({
  provider_call_id: 'call_0',
  name: 'get_weather',
  arguments_text: JSON.stringify({ city }),
});

export const MODEL_SCENARIO_REPLIES = {
  plain_text: {
    kind: 'stream',
    text: ['Hello', ', wörld', ' 👋!'],
    end: 'stop',
    usage: { input: 12, output: 5, cached: 0, reasoning: 0 },
  },
  parallel_tool_calls: {
    kind: 'stream',
    text: ['Let me ', 'look.'],
    tool_calls: [weather('Paris'), weather('Oslo')],
    end: 'tool_calls',
  },
  reasoning_then_text: {
    kind: 'stream',
    reasoning: ['Two and ', 'two.'],
    text: ['Four.'],
    end: 'stop',
  },
  images_in: { kind: 'stream', text: ['A cat.'], end: 'stop' },
  malformed_arguments: {
    kind: 'stream',
    text: [],
    tool_calls: [{ provider_call_id: 'call_1', name: 'get_weather', arguments_text: '{"city": "Par' }],
    end: 'tool_calls',
  },
  cut_tool_call: {
    kind: 'stream',
    text: ['Let me look.'],
    tool_calls: [weather('Paris'), { provider_call_id: 'call_1', name: 'get_weather', arguments_text: '' }],
    end: 'length',
  },
  nothing_said: { kind: 'stream', reasoning: ['Hm.'], text: [], end: 'stop' },
  rate_limited: {
    kind: 'http_error',
    status: 429,
    headers: { 'retry-after': '7' },
    meaning: 'rate_limited',
    message: 'Slow down.',
  },
  unauthorized: {
    kind: 'http_error',
    status: 401,
    headers: {},
    meaning: 'invalid_api_key',
    message: `Incorrect API key provided: ${CONTRACT_API_KEY}.`,
  },
  overloaded: { kind: 'http_error', status: 529, headers: {}, meaning: 'overloaded', message: 'Overloaded.' },
  server_error: { kind: 'http_error', status: 500, headers: {}, meaning: 'server_error', message: 'Something broke.' },
  context_overflow: {
    kind: 'http_error',
    status: 400,
    headers: {},
    meaning: 'context_overflow',
    message: 'The prompt is too long for this model.',
  },
  broken_stream: { kind: 'stream', text: ['Half an ', 'ans'], end: 'break' },
  hanging_stream: { kind: 'stream', text: ['Still '], end: 'hang' },
  length: { kind: 'stream', text: ['Once upon a'], end: 'length' },
  content_filtered: { kind: 'stream', text: [], end: 'content_filtered' },
  detailed_usage: {
    kind: 'stream',
    text: ['Done.'],
    end: 'stop',
    usage: { input: 100, output: 50, cached: 80, reasoning: 30 },
  },
} as const satisfies Record<string, ScenarioReply>;

export type ModelScenarioName = keyof typeof MODEL_SCENARIO_REPLIES;

export function getModelScenario(name: ModelScenarioName): ModelScenario {
  return { name, reply: MODEL_SCENARIO_REPLIES[name] };
}
