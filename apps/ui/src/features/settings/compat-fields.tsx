'use client';
import type { LlmModel } from '@everruns/sdk';
import { Field, Select } from '@/design/field.tsx';

export type Compat = NonNullable<LlmModel['compat']>;
type Preset = NonNullable<Compat['preset']>;
type Switch = Exclude<keyof Compat, 'preset' | 'leave_out'>;

/** The vendor whose format the server follows, if neither the address nor the model’s name tells it. */
const PRESETS: Record<Preset, string> = {
  generic: 'Any compatible server',
  openai: 'OpenAI',
  azure_openai: 'Azure OpenAI',
  anthropic: 'Anthropic',
  bedrock_proxy: 'A proxy of Amazon Bedrock',
  vertex_proxy: 'A proxy of Google Vertex AI',
  gemini: 'Google Gemini',
  mistral: 'Mistral',
  deepseek: 'DeepSeek',
  kimi: 'Kimi (Moonshot)',
  qwen: 'Qwen (Model Studio)',
  groq: 'Groq',
  together: 'Together',
  openrouter: 'OpenRouter',
  xai: 'xAI',
  ollama: 'Ollama',
  vllm: 'vLLM',
  llama_cpp: 'llama.cpp',
  lm_studio: 'LM Studio',
  litellm: 'LiteLLM',
};

const YES_NO = ['true', 'false'];
/** Each value comes from the preset unless it is set. */
const SWITCHES: Record<Switch, { label: string; values: readonly string[] }> = {
  token_limit_field: { label: 'Field of the token limit', values: ['max_tokens', 'max_completion_tokens', 'none'] },
  stream_options: { label: 'Takes stream_options', values: YES_NO },
  parallel_tool_calls: { label: 'Takes parallel_tool_calls', values: YES_NO },
  content_beside_calls: { label: 'Content of an answer that only calls tools', values: ['null', 'empty', 'omit'] },
  content_form: { label: 'Form of content', values: ['parts', 'text'] },
  system_role: { label: 'Role of the system prompt', values: ['system', 'developer', 'user'] },
  user_after_tool: { label: 'A message may follow tool results', values: YES_NO },
  call_ids: { label: 'Form of call ids', values: ['uuid', 'alphanumeric_9', 'kimi'] },
  tool_schema: { label: 'Schema of tools', values: ['json_schema', 'plain', 'openapi'] },
  reasoning_request: {
    label: 'How reasoning is asked for',
    values: ['reasoning_effort', 'reasoning', 'thinking', 'enable_thinking', 'none'],
  },
  reasoning_history: { label: 'Reasoning in the history', values: ['drop', 'return', 'require'] },
  call_signatures: { label: 'Calls need a signature', values: YES_NO },
  pictures: { label: 'Pictures', values: ['any', 'inline', 'none'] },
  files: { label: 'Takes PDFs', values: ['none', 'pdf'] },
  auth_header: { label: 'Header of the key', values: ['bearer', 'api-key', 'x-api-key'] },
  prompt_caching: { label: 'Takes cache_control', values: YES_NO },
  prompt_cache_key: { label: 'Takes prompt_cache_key', values: YES_NO },
  web_search: { label: 'Searches the web itself', values: YES_NO },
};

export interface CompatFieldsProps {
  value: Compat;
  onChange: (compat: Compat) => void;
}

/** The fields in which a provider or model differs from its vendor’s format. */
export function CompatFields({ value, onChange }: CompatFieldsProps) {
  const { preset, ...rest } = value;
  return (
    <>
      <Field label="Behaves like" hint="How requests are written. Normally the address and the model’s name tell.">
        {(control) => (
          <Select
            {...control}
            value={preset ?? ''}
            onChange={({ target }) =>
              onChange(target.value === '' ? rest : { ...rest, preset: target.value as Preset })
            }
          >
            <option value="">Detect</option>
            {Object.entries(PRESETS).map(([name, label]) => (
              <option key={name} value={name}>
                {label}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <details className="rounded-md border border-line px-3 py-2">
        <summary className="cursor-pointer text-sm font-medium">Compatibility switches</summary>
        <div className="mt-3 space-y-3">
          {(Object.keys(SWITCHES) as Switch[]).map((name) => (
            <SwitchField key={name} name={name} value={value} onChange={onChange} />
          ))}
        </div>
      </details>
    </>
  );
}

function SwitchField({ name, value, onChange }: CompatFieldsProps & { name: Switch }) {
  const { label, values } = SWITCHES[name];
  const { [name]: chosen, ...rest } = value;
  return (
    <Field label={label}>
      {(control) => (
        <Select
          {...control}
          value={chosen === undefined ? '' : String(chosen)}
          onChange={({ target }) => onChange(target.value === '' ? rest : { ...rest, [name]: read(target.value) })}
        >
          <option value="">As the preset</option>
          {values.map((one) => (
            <option key={one} value={one}>
              {values === YES_NO ? (one === 'true' ? 'yes' : 'no') : one}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

function read(text: string): string | boolean {
  return YES_NO.includes(text) ? text === 'true' : text;
}

/** Returns null if nothing is set, so that everything is detected. */
export function toCompat(compat: Compat): Compat | null {
  return Object.keys(compat).length === 0 ? null : compat;
}
