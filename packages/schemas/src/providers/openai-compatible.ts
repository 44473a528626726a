import type { ProviderDescriptor } from './provider-descriptor.ts';

/** Any server or gateway that implements Chat Completions. */
export const OPENAI_COMPATIBLE = {
  name: 'OpenAI-compatible (Ollama, vLLM, a gateway)',
  wire: 'chat',
  defaultBaseUrl: null,
  needsKey: false,
  preset: null,
  listing: { path: '/models', drops: /\/*$/, keyHeader: 'bearer' },
  catalog: null,
  environment: null,
  docs: 'https://platform.openai.com/docs/api-reference/chat',
} as const satisfies ProviderDescriptor;
