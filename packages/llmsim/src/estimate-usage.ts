import type { Usage } from '@everruns/schemas';
import type { SimConversation, SimMessage } from './conversation.ts';

const CHARS_PER_TOKEN = 4;
const MIN_CACHED_TOKENS = 1_024;
const CACHE_BLOCK_TOKENS = 128;

export interface SimOutput {
  text: string;
  reasoning: string;
}

/**
 * Assumes four characters per token. What an earlier call of the conversation has sent counts as cached, in blocks of
 * 128 tokens from 1,024 tokens on, as OpenAI documents its prompt cache.
 */
export function estimateUsage(conversation: SimConversation, output: SimOutput): Usage {
  const prefix = conversation.system.length + JSON.stringify(conversation.tools).length;
  const lengths = conversation.messages.map(countChars);
  const seen = conversation.messages.findLastIndex(({ role }) => role === 'assistant');
  const seenTokens = seen < 0 ? 0 : toTokens(prefix + sum(lengths.slice(0, seen)));
  const reasoningTokens = toTokens(output.reasoning.length);
  return {
    input_tokens: toTokens(prefix + sum(lengths)),
    output_tokens: toTokens(output.text.length) + reasoningTokens,
    cache_read_tokens: seenTokens < MIN_CACHED_TOKENS ? 0 : seenTokens - (seenTokens % CACHE_BLOCK_TOKENS),
    cache_creation_tokens: 0,
    reasoning_tokens: reasoningTokens,
  };
}

function countChars(message: SimMessage): number {
  switch (message.role) {
    case 'user':
      return sum(message.content.map((part) => part.text?.length ?? 0));
    case 'assistant':
      return message.text.length + (message.tool_calls.length === 0 ? 0 : JSON.stringify(message.tool_calls).length);
    case 'tool':
      return message.content.length;
  }
}

function toTokens(chars: number): number {
  return Math.ceil(chars / CHARS_PER_TOKEN);
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
