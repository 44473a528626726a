import type { Compaction, Message, MessageId } from '@everruns/schemas';
import { countMessage } from './count-tokens.ts';

export interface CutInput {
  /** The messages as the model would read them: a summary first, if there is one, then in log order. */
  messages: readonly Message[];
  /** Never covered. */
  inputMessageId: MessageId;
  /** How many tokens may stay unsummarized, apart from the input. */
  tailTokens: number;
}

export interface Cut {
  /** The messages to summarize, with an earlier summary first. */
  covered: Message[];
  /** The messages that stay as they are. */
  kept: Message[];
  compaction: Compaction;
}

/**
 * Keeps the longest end of the conversation within `tailTokens`, and the turn's input. A tool call and its result stay on one
 * side, because a provider refuses one without the other. Returns null if nothing new can be covered.
 */
export function chooseCut({ messages, inputMessageId, tailTokens }: CutInput): Cut | null {
  const isInput = ({ id }: Message): boolean => id === inputMessageId;
  const place = findPlace(messages, tailTokens, isInput);
  const covered = messages.slice(0, place).filter((message) => !isInput(message));
  const lastCovered = covered.findLast(({ compaction }) => compaction === undefined)?.sequence;
  if (lastCovered === undefined) return null;
  const kept = messages.filter((message, index) => index >= place || isInput(message));
  const keptSequences = kept.flatMap(({ sequence = Infinity }) => (sequence < lastCovered ? [sequence] : []));
  return { covered, kept, compaction: { covered_through_sequence: lastCovered, kept_sequences: keptSequences } };
}

/** The first position that splits no call from its result and has at most `tailTokens` after it. */
function findPlace(messages: readonly Message[], tailTokens: number, isInput: (message: Message) => boolean): number {
  const whole = findWholePlaces(messages);
  let place = messages.length;
  let tokens = 0;
  for (let index = messages.length - 1; index >= 0; index -= 1) {
    const message = messages[index];
    if (message === undefined || message.compaction !== undefined) break;
    if (!isInput(message)) tokens += countMessage(message);
    if (tokens > tailTokens) break;
    if (whole[index] === true) place = index;
  }
  return place;
}

/** For each position, whether every call before it also has its result before it. */
function findWholePlaces(messages: readonly Message[]): boolean[] {
  const answeredAt = new Map(
    messages.flatMap(({ content }, index) =>
      content.flatMap((part) => (part.type === 'tool_result' ? [[part.tool_call_id, index] as const] : [])),
    ),
  );
  let openUntil = -1;
  return messages.map(({ content }, index) => {
    const isWhole = openUntil < index;
    for (const part of content) {
      if (part.type === 'tool_call') openUntil = Math.max(openUntil, answeredAt.get(part.id) ?? -1);
    }
    return isWhole;
  });
}
