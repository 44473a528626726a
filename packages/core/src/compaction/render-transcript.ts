import type { ContentPart, Message } from '@everruns/schemas';
import { describeFile } from '../llm/files/fit-files.ts';

export interface TranscriptEntry {
  text: string;
  /** Whether the entry is a tool result. These are long and are shortened first. */
  isResult: boolean;
}

/** Renders a conversation as text, which a model can read without the tools of the conversation. */
export function renderTranscript(messages: readonly Message[]): TranscriptEntry[] {
  const names = new Map(
    messages.flatMap(({ content }) =>
      content.flatMap((part) => (part.type === 'tool_call' ? [[part.id, part.name] as const] : [])),
    ),
  );
  const render = (part: ContentPart): string => {
    switch (part.type) {
      case 'text':
        return part.text;
      case 'image':
        return '[an image]';
      case 'file':
        return `[a file: ${describeFile(part)}]`;
      case 'tool_call':
        return `[calls ${part.name} ${JSON.stringify(part.arguments)}]`;
      case 'tool_result':
        return `[${names.get(part.tool_call_id) ?? 'tool'} ${renderResult(part)}]`;
    }
  };
  return messages.map((message) => ({
    text: `${SPEAKERS[message.role]}: ${message.content.map(render).join('\n')}`,
    isResult: message.role === 'tool_result',
  }));
}

const SPEAKERS: Record<Message['role'], string> = {
  user: 'User',
  agent: 'Agent',
  tool_result: 'Tool',
};

function renderResult({ result, error }: Extract<ContentPart, { type: 'tool_result' }>): string {
  if (error !== undefined) return `failed: ${error}`;
  return `answered: ${typeof result === 'string' ? result : JSON.stringify(result ?? null)}`;
}
