import type { CompatPreset, ModelCompat } from '@everruns/schemas';
import type { PictureLimits } from '../pictures/picture-limits.ts';

type Switches = { [Switch in keyof Omit<ModelCompat, 'preset'>]-?: Exclude<ModelCompat[Switch], undefined> };

/** All switches, with a value for each. */
export interface Compat extends Switches {
  preset: CompatPreset;
  picture_limits: PictureLimits;
  /** How many characters the description of a tool may have in Chat Completions. */
  tool_description_length: number;
  /** Whether the parameters of a tool must have names of letters, digits, `_`, `.` and `-`, at most 64. */
  plain_properties: boolean;
}

const MiB = 1024 * 1024;
const COMMON_TYPES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'] as const;

/** The switches that no known server refuses: servers with chat templates need strings, alternating roles and known fields. */
const GENERIC: Compat = {
  preset: 'generic',
  token_limit_field: 'max_tokens',
  stream_options: true,
  parallel_tool_calls: true,
  content_beside_calls: 'empty',
  content_form: 'parts',
  system_role: 'system',
  user_after_tool: true,
  call_ids: 'uuid',
  tool_schema: 'json_schema',
  reasoning_request: 'reasoning_effort',
  reasoning_history: 'return',
  call_signatures: false,
  pictures: 'any',
  files: 'none',
  auth_header: 'bearer',
  prompt_caching: true,
  prompt_cache_key: false,
  web_search: false,
  leave_out: [],
  tool_description_length: 10_240,
  plain_properties: false,
  picture_limits: { media_types: COMMON_TYPES, bytes: 20 * MiB, side: 16_000, count: 100, total_bytes: 50 * MiB },
};

/** Sources: developers.openai.com "File inputs", "Images and vision", "Reasoning models"; learn.microsoft.com "Azure OpenAI reasoning models". */
const OPENAI: Partial<Compat> = {
  token_limit_field: 'max_completion_tokens',
  content_beside_calls: 'null',
  reasoning_history: 'drop',
  prompt_cache_key: true,
  web_search: true,
  files: 'pdf',
  // "Expected a string with maximum length 1024" (OpenHands/OpenHands#4838, getsentry/sentry-mcp#106).
  tool_description_length: 1_024,
  picture_limits: { media_types: COMMON_TYPES, bytes: 50 * MiB, side: 16_000, count: 500, total_bytes: 50 * MiB },
};

/** Sources: platform.claude.com "Vision" (5 MB and 8,000 px each, 2,000 px above 20 pictures, 100 in a request of 32 MB), "Extended thinking". */
const ANTHROPIC: Partial<Compat> = {
  // "Property keys should match pattern" (anthropics/claude-code#79418, decocms/studio#6874).
  plain_properties: true,
  // "PDF support", "Web search tool".
  files: 'pdf',
  web_search: true,
  reasoning_history: 'return',
  auth_header: 'x-api-key',
  picture_limits: {
    media_types: COMMON_TYPES,
    bytes: 5 * MiB,
    side: 8_000,
    count: 100,
    total_bytes: 24 * MiB,
    many: { above: 20, side: 2_000 },
  },
};

/** Sources: ai.google.dev "OpenAI compatibility", "Thought signatures", "Function calling" (a subset of OpenAPI), "Image understanding" (no GIF, 20 MB). */
const GEMINI: Partial<Compat> = {
  content_beside_calls: 'omit',
  tool_schema: 'openapi',
  parallel_tool_calls: false,
  reasoning_history: 'drop',
  call_signatures: true,
  pictures: 'inline',
  picture_limits: {
    media_types: ['image/png', 'image/jpeg', 'image/webp'],
    bytes: 14 * MiB,
    side: 16_000,
    count: 3_000,
    total_bytes: 14 * MiB,
  },
};

/** The switches of each preset that differ from `GENERIC`. */
export const PRESETS: Record<CompatPreset, Partial<Compat>> = {
  generic: {},
  openai: OPENAI,
  azure_openai: { ...OPENAI, auth_header: 'api-key', files: 'none', web_search: false },
  anthropic: ANTHROPIC,
  // Source: docs.aws.amazon.com "Converse": no blank text, pictures by bytes, at most 20 of 3.75 MB and 8,000 px.
  bedrock_proxy: {
    ...ANTHROPIC,
    auth_header: 'bearer',
    content_beside_calls: 'omit',
    parallel_tool_calls: false,
    pictures: 'inline',
    prompt_caching: false,
    web_search: false,
    files: 'none',
    picture_limits: { media_types: COMMON_TYPES, bytes: 3.75 * MiB, side: 8_000, count: 20, total_bytes: 20 * MiB },
  },
  vertex_proxy: GEMINI,
  gemini: GEMINI,
  // Sources: docs.mistral.ai "Vision" (10 MB, 8 pictures), API reference (unknown fields are refused); mistral-common's validator.
  mistral: {
    call_ids: 'alphanumeric_9',
    user_after_tool: false,
    stream_options: false,
    reasoning_request: 'none',
    reasoning_history: 'drop',
    picture_limits: { media_types: COMMON_TYPES, bytes: 10 * MiB, side: 10_000, count: 8, total_bytes: 40 * MiB },
  },
  // Source: api-docs.deepseek.com "Thinking mode": reasoning_content goes back with every answer; text only.
  deepseek: {
    reasoning_history: 'require',
    reasoning_request: 'thinking',
    parallel_tool_calls: false,
    pictures: 'none',
  },
  // Source: platform.moonshot.ai "Use thinking models", "Vision" (base64 only); K2's own ids are `functions.name:index`.
  kimi: { reasoning_history: 'require', reasoning_request: 'thinking', parallel_tool_calls: false, pictures: 'inline' },
  // Source: help.aliyun.com "OpenAI compatible", "Deep thinking" (`enable_thinking`).
  qwen: {
    reasoning_request: 'enable_thinking',
    picture_limits: { media_types: COMMON_TYPES, bytes: 10 * MiB, side: 16_000, count: 100, total_bytes: 40 * MiB },
  },
  // Sources: console.groq.com "API reference" (unsupported properties are refused), "Vision" (5 pictures, 4 MB in base64).
  groq: {
    token_limit_field: 'max_completion_tokens',
    reasoning_history: 'drop',
    picture_limits: { media_types: COMMON_TYPES, bytes: 3 * MiB, side: 5_700, count: 5, total_bytes: 3 * MiB },
  },
  together: {},
  // Source: openrouter.ai/docs "Reasoning tokens": `reasoning` asks, `reasoning_details` go back.
  openrouter: { reasoning_request: 'reasoning', content_beside_calls: 'null', files: 'pdf' },
  // Source: docs.x.ai "Image understanding" (JPEG and PNG, 20 MiB).
  xai: {
    reasoning_history: 'drop',
    picture_limits: {
      media_types: ['image/png', 'image/jpeg'],
      bytes: 20 * MiB,
      side: 16_000,
      count: 100,
      total_bytes: 40 * MiB,
    },
  },
  // Source: docs.ollama.com "OpenAI compatibility": pictures in base64.
  ollama: { tool_schema: 'plain', parallel_tool_calls: false, pictures: 'inline' },
  vllm: {},
  // Source: llama.cpp's server README and its converter of JSON Schema to grammars, which refuses many patterns.
  llama_cpp: { tool_schema: 'plain' },
  lm_studio: { tool_schema: 'plain', parallel_tool_calls: false, pictures: 'inline' },
  litellm: { content_beside_calls: 'null' },
};

export { GENERIC as GENERIC_COMPAT };
