import type { MessageState } from '@everruns/sdk';

export interface ContextPart {
  name: 'system' | 'tools' | 'history' | 'results' | 'free';
  label: string;
  color: string;
  /** An estimate: the provider reports only the sum, which is divided in proportion to the length of each part. */
  tokens: number;
  text: string;
}

export interface ContextGiven {
  /** An agent's message with its generation. */
  message: MessageState;
  messages: readonly MessageState[];
  systemPrompt: string;
  /** The number of tokens that the model accepts; undefined if it is not known. */
  window: number | undefined;
}

const CHARACTERS_A_TOKEN = 4;
/** An estimate for one tool: the model receives its description and schema, but the log keeps only its name. */
const CHARACTERS_A_TOOL = 600;

/** Returns the parts of the context of an answer: all messages before it, the prompt and the tools. */
export function measureContext({ message, messages, systemPrompt, window }: ContextGiven): ContextPart[] {
  const before = messages.slice(0, messages.indexOf(message));
  const tools = message.generation?.request.tools ?? [];
  const results = before.flatMap(({ tool_calls }) => tool_calls.filter(({ result }) => result !== null));
  const history = before.map(formatMessage).join('\n\n');
  const resultText = results
    .map(({ name, result }) => `${name}: ${JSON.stringify(result?.error ?? result?.result)}`)
    .join('\n');
  const parts = [
    { name: 'system', label: 'System prompt', color: 'bg-primary', size: systemPrompt.length, text: systemPrompt },
    {
      name: 'tools',
      label: `Tools (${tools.length})`,
      color: 'bg-line-strong',
      size: tools.length * CHARACTERS_A_TOOL,
      text: tools.join('\n'),
    },
    { name: 'history', label: 'History', color: 'bg-focus', size: history.length, text: history },
    { name: 'results', label: 'Results of tools', color: 'bg-live', size: resultText.length, text: resultText },
  ] as const;
  const size = parts.reduce((sum, part) => sum + part.size, 0) || 1;
  const input = message.generation?.usage.input_tokens || size / CHARACTERS_A_TOKEN;
  const used = parts.map(({ size: own, ...part }): ContextPart => ({
    ...part,
    tokens: Math.round((own / size) * input),
  }));
  if (window === undefined || window <= input) return used;
  return [
    ...used,
    { name: 'free', label: 'Free', color: 'bg-sunken', tokens: window - input, text: `of ${window} tokens` },
  ];
}

function formatMessage({ role, content }: MessageState): string {
  const lines = content.map((part) => {
    switch (part.type) {
      case 'text':
        return part.text;
      case 'image':
        return '[image]';
      case 'file':
        return '[file]';
      case 'tool_call':
        return `[calls ${part.name} ${JSON.stringify(part.arguments)}]`;
      case 'tool_result':
        return '';
    }
  });
  return `${role}: ${lines.join('\n')}`;
}
