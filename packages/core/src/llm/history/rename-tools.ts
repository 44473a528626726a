import type { LlmMessage, LlmRequest, LlmTool } from '../driver.ts';
import { digest } from './digest.ts';

/** The names that every provider accepts: OpenAI's pattern, with a letter or an underscore first, as Gemini and Kimi require. */
const SAFE_NAME = /^[a-zA-Z_][a-zA-Z0-9_-]{0,63}$/;
const LONGEST = 64;
const MARK_LENGTH = 8;

/**
 * Gives tools names that providers accept, in tools and calls. A safe name stays. Another one becomes its letters with a unique
 * mark, the same in every request. `restore` reverts the names in a model's answer.
 */
export function renameTools(request: Pick<LlmRequest, 'tools' | 'messages'>): {
  tools: LlmTool[];
  messages: LlmMessage[];
  restore: (name: string) => string;
} {
  const originals = new Map<string, string>();
  const rename = (name: string): string => {
    const safe = toSafeName(name);
    if (safe !== name) originals.set(safe, name);
    return safe;
  };
  return {
    tools: request.tools.map((tool) => ({ ...tool, name: rename(tool.name) })),
    messages: request.messages.map((message) => renameMessage(message, rename)),
    restore: (name) => originals.get(name) ?? name,
  };
}

function renameMessage(message: LlmMessage, rename: (name: string) => string): LlmMessage {
  switch (message.role) {
    case 'user':
      return message;
    case 'tool':
      return { ...message, name: rename(message.name) };
    case 'assistant':
      return { ...message, tool_calls: message.tool_calls.map((call) => ({ ...call, name: rename(call.name) })) };
  }
}

function toSafeName(name: string): string {
  if (SAFE_NAME.test(name)) return name;
  const letters = name.replace(/[^a-zA-Z0-9_-]+/g, '_').replace(/^(?![a-zA-Z_])/, '_') || '_';
  const mark = digest(name).toString(16).padStart(MARK_LENGTH, '0').slice(-MARK_LENGTH);
  return `${letters.slice(0, LONGEST - MARK_LENGTH - 1)}_${mark}`;
}
