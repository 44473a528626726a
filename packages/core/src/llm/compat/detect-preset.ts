import { PROVIDERS, type CompatPreset, type LlmProviderType } from '@everruns/schemas';
import type { Compat } from './presets.ts';

const BY_HOST: readonly [RegExp, CompatPreset][] = [
  [/(?:^|\.)api\.openai\.com$/, 'openai'],
  [/\.(?:openai|cognitiveservices|services\.ai)\.azure\.com$/, 'azure_openai'],
  [/(?:^|\.)anthropic\.com$/, 'anthropic'],
  [/^generativelanguage\.googleapis\.com$/, 'gemini'],
  [/(?:^|[.-])aiplatform\.googleapis\.com$/, 'vertex_proxy'],
  [/^bedrock.*\.amazonaws\.com$/, 'bedrock_proxy'],
  [/(?:^|\.)mistral\.ai$/, 'mistral'],
  [/(?:^|\.)deepseek\.com$/, 'deepseek'],
  [/(?:^|\.)(?:moonshot\.(?:ai|cn)|kimi\.com)$/, 'kimi'],
  [/(?:^|\.)aliyuncs\.com$/, 'qwen'],
  [/(?:^|\.)groq\.com$/, 'groq'],
  [/(?:^|\.)together\.(?:xyz|ai)$/, 'together'],
  [/(?:^|\.)openrouter\.ai$/, 'openrouter'],
  [/(?:^|\.)x\.ai$/, 'xai'],
];

/** The default ports of local servers. */
const BY_PORT: Record<string, CompatPreset> = {
  '11434': 'ollama',
  '1234': 'lm_studio',
  '8000': 'vllm',
  '8080': 'llama_cpp',
  '4000': 'litellm',
};
const OWN_MACHINE =
  /^(?:localhost|127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|\[::1\]|[^.]+$|.*\.(?:local|internal|lan)$)/;

/** The switches that a model's maker requires, whoever serves the model. They are safe elsewhere too. The first match counts. */
const FAMILIES: readonly [RegExp, Partial<Compat>][] = [
  [
    /^(?:.*\/)?(?:mistral|ministral|mixtral|codestral|devstral|pixtral|magistral)/i,
    { call_ids: 'alphanumeric_9', user_after_tool: false },
  ],
  [/^(?:.*\/)?gemini/i, { tool_schema: 'openapi', content_beside_calls: 'omit', call_signatures: true }],
  [/deepseek/i, { reasoning_history: 'require' }],
  [/kimi|moonshot/i, { reasoning_history: 'require' }],
  [/^(?:.*\/)?(?:gpt-[5-9](?!.*-chat)|o\d)/i, { token_limit_field: 'max_completion_tokens' }],
  [/gemma-?2/i, { system_role: 'user' }],
];
/** Gateways that translate histories themselves and refuse what they do not know. */
const TRANSLATING: ReadonlySet<CompatPreset> = new Set(['openrouter', 'litellm', 'together', 'groq', 'bedrock_proxy']);
/** Vendors that serve their own models. */
const OWN_MODELS: ReadonlySet<CompatPreset> = new Set([
  'openai',
  'azure_openai',
  'anthropic',
  'gemini',
  'mistral',
  'deepseek',
  'kimi',
  'qwen',
  'xai',
]);

export interface CompatSubject {
  provider_type: LlmProviderType;
  base_url?: string | undefined;
  model: string;
}

/** Detects the preset by the provider's type, or by its address if the type is not enough. */
export function detectPreset({ provider_type, base_url }: CompatSubject): CompatPreset {
  const { preset } = PROVIDERS[provider_type];
  if (preset?.beforeAddress === true) return preset.name;
  const url = URL.parse(base_url ?? '');
  const byHost = url === null ? undefined : BY_HOST.find(([host]) => host.test(url.hostname))?.[1];
  if (byHost !== undefined) return byHost;
  if (preset !== null) return preset.name;
  if (url === null || !OWN_MACHINE.test(url.hostname)) return 'generic';
  return BY_PORT[url.port] ?? 'generic';
}

/** Returns the switches that the model's name adds to a preset that serves models of many makers. */
export function familyOf(preset: CompatPreset, model: string): Partial<Compat> {
  if (OWN_MODELS.has(preset)) return {};
  const family = FAMILIES.find(([name]) => name.test(model))?.[1] ?? {};
  if (!TRANSLATING.has(preset)) return family;
  const { call_signatures: _signatures, reasoning_history: _history, ...safe } = family;
  return safe;
}
