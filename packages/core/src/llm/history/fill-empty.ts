import type { LlmMessage } from '../driver.ts';

/** Providers refuse empty and blank content. */
const EMPTY_MESSAGE = '(empty message)';
const EMPTY_RESULT = '(no output)';

/** Gives every empty message a text. An answer with neither text nor calls is left out. */
export function fillEmpty(messages: readonly LlmMessage[]): LlmMessage[] {
  return messages.flatMap((message): LlmMessage[] => {
    switch (message.role) {
      case 'user': {
        const content = message.content.filter((part) => part.type !== 'text' || !isBlank(part.text));
        return [{ role: 'user', content: content.length > 0 ? content : [{ type: 'text', text: EMPTY_MESSAGE }] }];
      }
      case 'tool':
        return [isBlank(message.content) ? { ...message, content: EMPTY_RESULT } : message];
      case 'assistant':
        return isBlank(message.text) && message.tool_calls.length === 0 ? [] : [message];
    }
  });
}

function isBlank(text: string): boolean {
  return text.trim() === '';
}
