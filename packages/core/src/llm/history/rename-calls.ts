import type { LlmMessage } from '../driver.ts';
import type { Compat } from '../compat/presets.ts';
import { digest } from './digest.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const ID_LENGTH = 9;
const SAFE_ID = /^[a-zA-Z0-9_-]{1,64}$/;

/**
 * Gives calls and results ids in the form that the provider accepts. They are derived from the product's ids, so they are the
 * same in every request, and a call and its result match. Expects results directly after their calls.
 */
export function renameCalls(messages: readonly LlmMessage[], form: Compat['call_ids']): LlmMessage[] {
  const used = new Set<string>();
  let ids = new Map<string, string>();
  let ordinal = 0;
  return messages.map((message) => {
    if (message.role === 'user') return message;
    if (message.role === 'tool')
      return { ...message, tool_call_id: ids.get(message.tool_call_id) ?? message.tool_call_id };
    ids = new Map();
    const toolCalls = message.tool_calls.map((call) => {
      const id = freeId(form, { id: call.id, name: call.name, ordinal }, used);
      ordinal += 1;
      ids.set(call.id, id);
      return { ...call, id };
    });
    return { ...message, tool_calls: toolCalls };
  });
}

interface NumberedCall {
  id: string;
  name: string;
  ordinal: number;
}

/** Distinguishes an id that occurs twice, as in a history that was merged from copies. */
function freeId(form: Compat['call_ids'], call: NumberedCall, used: Set<string>): string {
  let id = toId(form, call);
  for (let round = 1; used.has(id); round += 1) id = toId(form, { ...call, id: `${call.id}:${round}` });
  used.add(id);
  return id;
}

function toId(form: Compat['call_ids'], { id, name, ordinal }: NumberedCall): string {
  switch (form) {
    case 'uuid':
      return SAFE_ID.test(id) ? id : `call_${digest(id).toString(16)}`;
    case 'alphanumeric_9':
      return toLetters(id);
    case 'kimi':
      return `functions.${name}:${ordinal}`;
  }
}

function toLetters(id: string): string {
  let value = digest(id);
  let text = '';
  for (let place = 0; place < ID_LENGTH; place += 1) {
    text += LETTERS.charAt(value % LETTERS.length);
    value = Math.floor(value / LETTERS.length);
  }
  return text;
}
