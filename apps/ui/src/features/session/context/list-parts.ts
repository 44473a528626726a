import type { GenerationContext } from '@everruns/sdk';

export interface ContextPart {
  name: 'system' | 'tools' | 'messages' | 'results' | 'free';
  label: string;
  color: string;
  tokens: number;
}

/**
 * The parts of what a model read, as the platform estimates them, and what its window had left by the provider's count. `window`: the
 * number of tokens that the model accepts; undefined if it is not known.
 */
export function listParts(context: GenerationContext, window: number | undefined): ContextPart[] {
  const { system, tools, messages, read, usage } = context;
  const results = messages
    .filter(({ role, state }) => role === 'tool_result' && state !== 'excluded')
    .reduce((sum, { estimated_tokens }) => sum + estimated_tokens, 0);
  const told: ContextPart[] = [
    { name: 'messages', label: 'Messages', color: 'bg-focus', tokens: Math.max(0, read.estimated_tokens - results) },
    { name: 'results', label: 'Results of tools', color: 'bg-live', tokens: results },
  ];
  const fixed: ContextPart[] = [
    { name: 'system', label: 'System prompt', color: 'bg-primary', tokens: system?.estimated_tokens ?? 0 },
    { name: 'tools', label: 'Tools', color: 'bg-line-strong', tokens: tools?.estimated_tokens ?? 0 },
  ];
  const left = window === undefined ? 0 : window - usage.input_tokens;
  const free: ContextPart[] = left <= 0 ? [] : [{ name: 'free', label: 'Free', color: 'bg-sunken', tokens: left }];
  return [...fixed, ...told, ...free].filter(({ tokens }) => tokens > 0);
}
