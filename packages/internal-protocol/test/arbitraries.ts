import {
  AttemptToken,
  ErrorCode,
  LlmProviderType,
  Message,
  ReasoningEffort,
  RetryClass,
  RuntimeAgent,
  SessionFile,
  ToolCall,
  ToolDefinition,
  WaitKind,
  type ContentPart,
  type JsonObject,
  type JsonValue,
  type Usage,
} from '@everruns/schemas';
import fc from 'fast-check';

// Text that can be stored: protobuf strings are UTF-8, so a lone surrogate does not survive.
export const text = fc.string({ unit: 'grapheme', maxLength: 20 });
export const uuid = fc.uuid();
const count = fc.nat({ max: Number.MAX_SAFE_INTEGER });
export const small = fc.integer({ min: 1, max: 2 ** 31 - 1 });
const ordinal = fc.integer({ min: 0, max: 63 });
const time = fc.constant('2026-11-21T11:00:00.000Z');

export const json: fc.Arbitrary<JsonValue> = fc
  .jsonValue({ noUnicodeString: false })
  // `JSON.stringify` writes -0 as 0.
  .map((value) => JSON.stringify(value))
  // The schemas drop this one key on purpose wherever they parse JSON.
  .filter((value) => !value.includes('__proto__'))
  .map((value) => JSON.parse(value) as JsonValue);
export const jsonObject: fc.Arbitrary<JsonObject> = fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), json, {
  noNullPrototype: true,
});

/** Required keys are always present; the others are present sometimes, and never as undefined. */
function record<T extends object>(required: { [K in keyof T]: fc.Arbitrary<T[K]> }, optional: object = {}) {
  return fc.record(
    { ...required, ...optional },
    {
      requiredKeys: Object.keys(required) as (keyof T)[],
      noNullPrototype: true,
    },
  );
}

export const atomRef = record({
  turn_id: uuid,
  iteration: small,
  kind: fc.constantFrom('reason', 'act'),
  ordinal,
});
export const attemptToken = record({
  atom: atomRef,
  session_id: uuid,
  segment: small,
  exec_id: uuid,
  attempt: small,
}).map((token) => AttemptToken.parse(token));
export const usage: fc.Arbitrary<Usage> = record(
  {
    input_tokens: count,
    output_tokens: count,
    cache_read_tokens: count,
    cache_creation_tokens: count,
    reasoning_tokens: count,
  },
  { cost_usd: fc.double({ min: 0, max: 1e6, noNaN: true }).map((value) => value + 0), web_searches: count },
);
export const toolCall = record(
  { id: uuid, ordinal, name: text, arguments: jsonObject },
  { provider_call_id: text, arguments_error: text },
).map((call) => ToolCall.parse(call));

export const contentPart = fc.oneof(
  record({ type: fc.constant('text'), text }),
  record({ type: fc.constant('image') }, { url: text, base64: text, media_type: text }),
  record(
    { type: fc.constant('file') },
    {
      file_path: text,
      base64: text,
      media_type: text,
      filename: text,
      size_bytes: fc.nat(),
      revision: fc.nat(),
      mcp_server: text,
    },
  ),
  record({ type: fc.constant('tool_call'), id: uuid, name: text, arguments: jsonObject }),
  record({ type: fc.constant('tool_result'), tool_call_id: uuid }, { result: json, error: text }),
) as fc.Arbitrary<ContentPart>;

const effort = fc.constantFrom(...ReasoningEffort.options);
const sequence = fc.integer({ min: 1 });
const modelControls = {
  temperature: fc.double({ min: 0, max: 2, noNaN: true }).filter((value) => !Object.is(value, -0)),
  stop: fc.array(fc.string({ minLength: 1, maxLength: 9 }), { minLength: 1, maxLength: 4 }),
  tool_choice: fc.constantFrom('auto', 'none', 'required', { name: 'add' }),
  parallel_tool_calls: fc.boolean(),
};
export const message = record(
  {
    id: uuid,
    session_id: uuid,
    role: fc.constantFrom('user', 'agent', 'tool_result'),
    content: fc.array(contentPart),
    created_at: time,
  },
  {
    turn_id: uuid,
    sequence,
    controls: record(
      {},
      {
        model_id: uuid,
        reasoning: record({ effort }),
        max_tokens: fc.integer({ min: 1, max: 1_000_000 }),
        ...modelControls,
      },
    ),
    metadata: jsonObject,
    tags: fc.array(text),
    continuation: record({ provider_type: text, model: text, items: fc.array(jsonObject) }),
    compaction: record({ covered_through_sequence: sequence, kept_sequences: fc.array(sequence) }),
    edit: record(
      {},
      {
        excluded_sequences: fc.array(sequence),
        repair: record({ what: fc.constant(['pictures']), through_sequence: sequence }),
      },
    ),
  },
).map((value) => Message.parse(value));

export const toolDefinition = record(
  {
    name: fc.stringMatching(/^[a-zA-Z0-9_-]{1,64}$/),
    description: text,
    parameters: jsonObject,
    effect: fc.constantFrom('read', 'idempotent', 'once'),
    policy: fc.constantFrom('auto', 'requires_approval', 'client_side'),
    timeout_ms: fc.integer({ min: 1, max: 600_000 }),
  },
  {
    hints: record({}, { destructive: fc.boolean(), open_world: fc.boolean(), long_running: fc.boolean() }),
    capability_id: text,
  },
).map((definition) => ToolDefinition.parse(definition));

const model = record(
  {
    id: uuid,
    provider_id: uuid,
    provider_name: text,
    provider_type: fc.constantFrom(...LlmProviderType.options),
    model: text,
    allow_private_address: fc.boolean(),
  },
  {
    base_url: text,
    api_key: text,
    context_window_tokens: small,
    max_output_tokens: small,
    reasoning_effort: effort,
    compat: fc.constant({ stream_options: false }),
  },
);
export const runtimeAgent = record(
  {
    system_prompt: text,
    model,
    can_fall_back: fc.boolean(),
    tools: fc.array(toolDefinition, { maxLength: 3 }),
    capability_configs: fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), jsonObject, { noNullPrototype: true }),
    limits: record({ max_iterations: small }, { max_tokens: small }),
  },
  {
    controls: record({}, modelControls),
    web_search: record({ max_searches: small }, { sites: fc.array(text, { minLength: 1 }) }),
  },
).map((agent) => RuntimeAgent.parse(agent));

export const sessionFile = record({
  id: uuid,
  session_id: uuid,
  path: text,
  name: text,
  is_directory: fc.boolean(),
  is_readonly: fc.boolean(),
  size_bytes: count,
  created_at: time,
  updated_at: time,
  content: text,
  encoding: fc.constantFrom('text', 'base64'),
}).map((file) => SessionFile.parse(file));

export const atomOutcome = fc.oneof(
  record({
    kind: fc.constant('reason' as const),
    done: fc.boolean(),
    call_ordinals: fc.array(ordinal),
    wait_ordinals: fc.array(ordinal),
  }),
  record({ kind: fc.constant('act' as const), ok: fc.boolean() }),
);
const resumedWait = record(
  { kind: fc.constantFrom(...WaitKind.options), resolution: fc.constant({ decision: 'answer', answer: { a: [1] } }) },
  { state: fc.constantFrom<JsonValue>(null, 'text', { a: [1] }) },
);
export const begunAtom = record(
  {
    token: attemptToken,
    input_message_id: uuid,
    failures: ordinal,
    malformed_calls: ordinal,
    messages: fc.array(message, { maxLength: 3 }),
    head_sequence: count,
    deadline_at_ms: count,
  },
  { agent: runtimeAgent, call: toolCall, remaining_ms: count, is_edited: fc.boolean(), resumed: resumedWait },
);
export const errorCode = fc.constantFrom(...ErrorCode.options);
export const retryClass = fc.constantFrom(...RetryClass.options);
export { record };
