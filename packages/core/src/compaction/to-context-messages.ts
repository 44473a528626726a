import type { Message } from '@everruns/schemas';

/**
 * What a model is told of messages in log order: the newest summary first, then what it does not cover. Without a summary they are
 * told as they are. What is told may be merged with later messages, sorted again and told anew.
 */
export function toContextMessages(messages: readonly Message[]): readonly Message[] {
  const summary = messages.findLast(({ compaction }) => compaction !== undefined);
  if (summary?.compaction === undefined) return messages;
  const { covered_through_sequence, kept_sequences } = summary.compaction;
  const kept = new Set(kept_sequences);
  const isTold = ({ sequence = Infinity, compaction }: Message): boolean =>
    compaction === undefined && (sequence > covered_through_sequence || kept.has(sequence));
  return [summary, ...messages.filter(isTold)];
}
