import type { WireBlock } from './wire.ts';

interface Turn {
  role: 'user' | 'assistant';
  content: readonly WireBlock[];
}

/**
 * Whether the answer that is going on, the one whose tool results come last, began without thinking: another model gave it, or
 * thinking was off. With a budget for thinking the API refuses to go on with it.
 */
export function startsUnthought(turns: readonly Turn[]): boolean {
  const isResults = ({ role, content }: Turn): boolean =>
    role === 'user' && content.some(({ type }) => type === 'tool_result');
  const last = turns.at(-1);
  if (last === undefined || !isResults(last)) return false;
  const first = turns.at(-2)?.content[0];
  return first !== undefined && first.type !== 'thinking' && first.type !== 'redacted_thinking';
}
