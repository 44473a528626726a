import type { LlmMessage } from '../driver.ts';

type UserMessage = Extract<LlmMessage, { role: 'user' }>;

const GO_ON = '(continue)';
const NOTED = 'OK.';

/**
 * Makes user and model alternate, with the user first and last. Consecutive user messages are joined, and a short message fills
 * each gap. Without `userAfterTool`, a short answer separates tool results from the next user message.
 */
export function takeTurns(messages: readonly LlmMessage[], userAfterTool: boolean): LlmMessage[] {
  const turns: LlmMessage[] = [];
  for (const message of messages) {
    const previous = turns.at(-1);
    if (message.role === 'user' && previous?.role === 'user') {
      turns[turns.length - 1] = join(previous, message);
      continue;
    }
    if (message.role === 'assistant' && (previous === undefined || previous.role === 'assistant'))
      turns.push(said(GO_ON));
    if (message.role === 'user' && previous?.role === 'tool' && !userAfterTool) {
      turns.push({ role: 'assistant', text: NOTED, tool_calls: [] });
    }
    turns.push(message);
  }
  const last = turns.at(-1);
  return last === undefined || last.role === 'assistant' ? [...turns, said(GO_ON)] : turns;
}

function join(first: UserMessage, second: UserMessage): UserMessage {
  return { role: 'user', content: [...first.content, ...second.content] };
}

function said(text: string): UserMessage {
  return { role: 'user', content: [{ type: 'text', text }] };
}
