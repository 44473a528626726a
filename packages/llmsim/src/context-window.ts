import type { SimError } from './beat.ts';
import type { SimConversation } from './conversation.ts';
import { estimateUsage } from './estimate-usage.ts';

const WINDOW = /-window-(\d+)$/;

/** A model whose name ends in `-window-2000` accepts that many tokens and refuses a longer request as vendors do. */
export function findOverflow(conversation: SimConversation): SimError | null {
  const named = WINDOW.exec(conversation.model)?.[1];
  if (named === undefined) return null;
  const window = Number(named);
  const tokens = estimateUsage(conversation, { text: '', reasoning: '' }).input_tokens;
  if (tokens <= window) return null;
  const message = `This model reads ${window} tokens, and the request has ${tokens}.`;
  return { class: 'context_overflow', status: 400, message, overflow: { tokens, window } };
}
