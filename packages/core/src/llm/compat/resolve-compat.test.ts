import type { LlmProviderType } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import { resolveCompat } from './resolve-compat.ts';

describe('the switches of a model', () => {
  it.each<[LlmProviderType, string | undefined, string]>([
    ['openai', undefined, 'openai'],
    ['openai', 'http://127.0.0.1:8000/v1', 'openai'],
    ['azure_openai', 'https://x.openai.azure.com/openai', 'azure_openai'],
    ['anthropic', undefined, 'anthropic'],
    ['anthropic', 'https://api.deepseek.com/anthropic', 'deepseek'],
    ['anthropic', 'https://proxy.example/anthropic', 'anthropic'],
    ['openai_compatible', 'https://generativelanguage.googleapis.com/v1beta/openai', 'gemini'],
    ['openai_compatible', 'https://us-central1-aiplatform.googleapis.com/v1/projects/p/openapi', 'vertex_proxy'],
    ['openai_compatible', 'https://bedrock-runtime.us-east-1.amazonaws.com/openai/v1', 'bedrock_proxy'],
    ['openai_compatible', 'https://api.mistral.ai/v1', 'mistral'],
    ['openai_compatible', 'https://api.moonshot.cn/v1', 'kimi'],
    ['openai_compatible', 'https://dashscope-intl.aliyuncs.com/compatible-mode/v1', 'qwen'],
    ['openai_compatible', 'https://api.groq.com/openai/v1', 'groq'],
    ['openai_compatible', 'https://api.together.xyz/v1', 'together'],
    ['openai_compatible', 'https://openrouter.ai/api/v1', 'openrouter'],
    ['openai_compatible', 'https://api.x.ai/v1', 'xai'],
    ['openai_compatible', 'http://localhost:11434/v1', 'ollama'],
    ['openai_compatible', 'http://gpu:8000/v1', 'vllm'],
    ['openai_compatible', 'http://192.168.1.4:8080/v1', 'llama_cpp'],
    ['openai_compatible', 'http://127.0.0.1:1234/v1', 'lm_studio'],
    ['openai_compatible', 'http://litellm:4000/v1', 'litellm'],
    ['openai_compatible', 'https://notmistral.ai.example/v1', 'generic'],
    ['openai_compatible', 'https://models.example:8000/v1', 'generic'],
  ])('are, for %s at %s, those of %s', (provider_type, base_url, preset) => {
    expect(resolveCompat({ provider_type, base_url, model: 'm' }).preset).toBe(preset);
  });

  it.each([
    ['mistralai/Mistral-Small-3.2', { call_ids: 'alphanumeric_9', user_after_tool: false }],
    ['gemini-3-pro-preview', { tool_schema: 'openapi', call_signatures: true }],
    ['deepseek-v4-flash', { reasoning_history: 'require' }],
    ['kimi-k2.6', { reasoning_history: 'require' }],
    ['gpt-5.4', { token_limit_field: 'max_completion_tokens' }],
    ['openai/o4-mini', { token_limit_field: 'max_completion_tokens' }],
    ['gpt-4o', { token_limit_field: 'max_tokens' }],
    ['gemma-2-9b-it', { system_role: 'user' }],
  ])('follow the maker of %s behind an unknown server', (model, expected) => {
    const subject = { provider_type: 'openai_compatible' as const, base_url: 'https://models.example/v1', model };
    expect(resolveCompat(subject)).toMatchObject({ preset: 'generic', ...expected });
  });

  it('leave to a gateway that translates histories what it refuses to be told', () => {
    const subject = { provider_type: 'openai_compatible' as const, base_url: 'https://openrouter.ai/api/v1' };
    expect(resolveCompat({ ...subject, model: 'google/gemini-3-pro' })).toMatchObject({ call_signatures: false });
    expect(resolveCompat({ ...subject, model: 'mistralai/mistral-large' })).toMatchObject({
      call_ids: 'alphanumeric_9',
    });
  });

  it('are what was set by hand, whatever was detected', () => {
    const subject = { provider_type: 'openai_compatible' as const, base_url: 'https://api.mistral.ai/v1', model: 'm' };
    expect(resolveCompat(subject, { call_ids: 'uuid' })).toMatchObject({ preset: 'mistral', call_ids: 'uuid' });
    expect(resolveCompat(subject, { preset: 'groq' })).toMatchObject({ preset: 'groq', call_ids: 'uuid' });
  });
});
