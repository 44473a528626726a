import { z } from 'zod';

/** Vendors, gateways and servers whose requirements the product knows. `generic`: what nearly every compatible server accepts. */
export const CompatPreset = z.enum([
  'openai',
  'azure_openai',
  'anthropic',
  'bedrock_proxy',
  'vertex_proxy',
  'gemini',
  'mistral',
  'deepseek',
  'kimi',
  'qwen',
  'groq',
  'together',
  'openrouter',
  'xai',
  'ollama',
  'vllm',
  'llama_cpp',
  'lm_studio',
  'litellm',
  'generic',
]);
export type CompatPreset = z.infer<typeof CompatPreset>;

/** Parameters that can be left out of a request without changing its meaning. */
export const OptionalParameter = z.enum([
  'stream_options',
  'max_tokens',
  'max_completion_tokens',
  'max_output_tokens',
  'parallel_tool_calls',
  'tool_choice',
  'temperature',
  'top_p',
  'stop',
  'stop_sequences',
  'response_format',
  'text',
  'reasoning_effort',
  'reasoning',
  'include',
  'store',
  'strict',
  'thinking',
  'enable_thinking',
  'output_config',
  'cache_control',
  'prompt_cache_key',
  'web_search',
]);
export type OptionalParameter = z.infer<typeof OptionalParameter>;

/**
 * How a provider or model differs from its vendor's format. An absent switch has the preset's value. An absent preset is detected
 * from the base URL and the model's name.
 */
export const ModelCompat = z.strictObject({
  preset: CompatPreset.optional(),
  /** The field of Chat Completions that contains the token limit of the answer. */
  token_limit_field: z.enum(['max_tokens', 'max_completion_tokens', 'none']).optional(),
  /** Whether the server accepts `stream_options`. Without it, many servers report no usage. */
  stream_options: z.boolean().optional(),
  /** Whether the server accepts `parallel_tool_calls`, or `disable_parallel_tool_use` in Anthropic's format. */
  parallel_tool_calls: z.boolean().optional(),
  /** The value of `content` in an answer that only calls tools. */
  content_beside_calls: z.enum(['null', 'empty', 'omit']).optional(),
  /** `text`: a message is one string, and pictures are left out. */
  content_form: z.enum(['parts', 'text']).optional(),
  /** `user`: the system prompt is put before the first message. */
  system_role: z.enum(['system', 'developer', 'user']).optional(),
  /** Whether a user message may directly follow tool results. */
  user_after_tool: z.boolean().optional(),
  call_ids: z.enum(['uuid', 'alphanumeric_9', 'kimi']).optional(),
  /** The subset of JSON Schema that tool parameters may use. */
  tool_schema: z.enum(['json_schema', 'plain', 'openapi']).optional(),
  /** The field that requests reasoning. */
  reasoning_request: z.enum(['reasoning_effort', 'reasoning', 'thinking', 'enable_thinking', 'none']).optional(),
  /** Whether a model's own reasoning is sent back to it. `require`: an answer without it is refused. */
  reasoning_history: z.enum(['drop', 'return', 'require']).optional(),
  /** Whether each call must have a thought signature, as Gemini's thinking models require. */
  call_signatures: z.boolean().optional(),
  /** `inline`: only bytes are accepted, but no addresses. */
  pictures: z.enum(['any', 'inline', 'none']).optional(),
  /** `pdf`: PDFs are sent as they are. In any case, other documents are sent as their text. */
  files: z.enum(['none', 'pdf']).optional(),
  auth_header: z.enum(['bearer', 'api-key', 'x-api-key']).optional(),
  /** Whether blocks may be marked with `cache_control`. */
  prompt_caching: z.boolean().optional(),
  /** Whether requests name their session in `prompt_cache_key`, so that they meet the same cache. */
  prompt_cache_key: z.boolean().optional(),
  /** Whether the server searches the web itself, as OpenAI and Anthropic do. */
  web_search: z.boolean().optional(),
  /** Parameters that are never sent. */
  leave_out: z.array(OptionalParameter).max(OptionalParameter.options.length).optional(),
});
export type ModelCompat = z.infer<typeof ModelCompat>;
