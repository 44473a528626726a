import { isObject, sse, type Twin, type TwinAnswer, textIn } from './twin.ts';
import { refuseChat, type ChatRules } from './check-chat.ts';

const MiB = 1024 * 1024;
const ALL_TYPES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];
const SAMPLING = ['temperature', 'top_p', 'stop', 'tool_choice'];
const FIELDS = ['model', 'messages', 'stream', 'tools', 'max_tokens', 'reasoning_effort', ...SAMPLING];

/**
 * Sources: platform.openai.com API reference, chat (names of up to 64 letters, digits, _ and -; an answer to every call).
 * Limits from its errors: ids of 40 characters (vercel/ai#8132), descriptions of 1,024 (OpenHands/OpenHands#4838), 128
 * calls (openai/openai-dotnet#317).
 */
const OPENAI: ChatRules = {
  fields: [...FIELDS, 'stream_options', 'parallel_tool_calls', 'max_completion_tokens', 'prompt_cache_key'],
  messageFields: ['name'],
  callFields: [],
  name: /^[a-zA-Z0-9_-]{1,64}$/,
  id: /^.{1,40}$/,
  pictures: { media_types: ALL_TYPES, bytes: 50 * MiB, side: 16_000, count: 500, takesUrls: true },
  userAfterTool: true,
  needsReasoning: false,
  takesFiles: true,
  isSignature: null,
  schemaKeywords: [],
  typedBranches: false,
  descriptionLength: 1_024,
};

/** Sources: mistral-common's request validator (roles, ids of 9 letters or digits); docs.mistral.ai (unknown fields, images). */
const MISTRAL: ChatRules = {
  ...OPENAI,
  takesFiles: false,
  descriptionLength: Infinity,
  fields: ['model', 'messages', 'stream', 'tools', 'max_tokens', 'parallel_tool_calls', ...SAMPLING],
  id: /^[a-zA-Z0-9]{9}$/,
  userAfterTool: false,
  pictures: { media_types: ALL_TYPES, bytes: 10 * MiB, side: 10_000, count: 8, takesUrls: true },
};

/**
 * Sources: ai.google.dev "OpenAI compatibility", "Function calling", "Thought signatures"; its errors name each unknown field.
 */
const GEMINI: ChatRules = {
  ...OPENAI,
  takesFiles: false,
  descriptionLength: Infinity,
  fields: [...FIELDS, 'stream_options', 'max_completion_tokens'],
  messageFields: ['extra_content'],
  callFields: ['extra_content'],
  name: /^[a-zA-Z_][a-zA-Z0-9_.-]{0,63}$/,
  pictures: {
    media_types: ['image/png', 'image/jpeg', 'image/webp'],
    bytes: 14 * MiB,
    side: 16_000,
    count: 3_000,
    takesUrls: false,
  },
  isSignature: (extra) => {
    const google = isObject(extra) ? extra['google'] : undefined;
    const signature = isObject(google) ? google['thought_signature'] : undefined;
    return signature === 'skip_thought_signature_validator' || textIn(signature).startsWith('gemini-3-pro:');
  },
  schemaKeywords: [
    'exclusiveMinimum',
    'exclusiveMaximum',
    'additionalProperties',
    'patternProperties',
    'const',
    'oneOf',
    'allOf',
    '$ref',
    '$defs',
    '$schema',
    'propertyNames',
    'not',
    'if',
    'prefixItems',
  ],
};

/** Source: api-docs.deepseek.com "Thinking mode": reasoning_content of every answer must be returned; text only. */
const DEEPSEEK: ChatRules = {
  ...OPENAI,
  takesFiles: false,
  descriptionLength: Infinity,
  fields: [...FIELDS, 'stream_options', 'thinking'],
  messageFields: ['reasoning_content'],
  pictures: null,
  needsReasoning: true,
};

/**
 * Sources: platform.moonshot.ai "Use thinking models", "Tool use" (names begin with a letter), "Vision" (base64 only);
 * MoonshotAI/kimi-code#2661.
 */
const KIMI: ChatRules = {
  ...DEEPSEEK,
  typedBranches: true,
  name: /^[a-zA-Z_][a-zA-Z0-9_-]{0,63}$/,
  pictures: { media_types: ALL_TYPES, bytes: 20 * MiB, side: 16_000, count: 100, takesUrls: false },
};

function chatTwin(given: Pick<Twin, 'name' | 'model' | 'preset'>, rules: ChatRules): Twin {
  return {
    ...given,
    provider_type: 'openai_compatible',
    path: '/v1',
    refuse: (body) => refuseChat(body, rules),
    render: (answer) => renderChat(answer, rules, given.model),
  };
}

export const CHAT_TWINS: Twin[] = [
  chatTwin({ name: 'OpenAI Chat', model: 'gpt-5.4', preset: 'openai' }, OPENAI),
  chatTwin({ name: 'Mistral', model: 'mistral-large-latest', preset: 'mistral' }, MISTRAL),
  chatTwin({ name: 'Gemini', model: 'gemini-3-pro', preset: 'gemini' }, GEMINI),
  chatTwin({ name: 'DeepSeek', model: 'deepseek-v4-flash', preset: 'deepseek' }, DEEPSEEK),
  chatTwin({ name: 'Kimi', model: 'kimi-k2.6', preset: 'kimi' }, KIMI),
];

function renderChat({ seed, reasoning, texts, calls }: TwinAnswer, rules: ChatRules, model: string): string {
  const chunk = (delta: object, finish: string | null = null) => ({
    id: seed,
    model,
    choices: [{ index: 0, delta, finish_reason: finish }],
  });
  const signature = { google: { thought_signature: `${model}:${seed}` } };
  const chunks = [
    ...(rules.needsReasoning ? [chunk({ reasoning_content: reasoning })] : []),
    ...texts.map((content) => chunk({ content })),
    ...calls.map((call, index) =>
      chunk({
        tool_calls: [
          {
            index,
            id: `call_${index}`,
            type: 'function',
            function: { name: call.name, arguments: JSON.stringify(call.arguments) },
            ...(rules.isSignature !== null && index === 0 ? { extra_content: signature } : {}),
          },
        ],
      }),
    ),
    chunk({}, calls.length > 0 ? 'tool_calls' : 'stop'),
  ];
  return `${sse(chunks)}data: [DONE]\n\n`;
}
