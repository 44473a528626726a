import type { Message } from '@everruns/schemas';

/**
 * Returns what a model reads of messages in log order: the newest summary, then what it does not cover, without excluded
 * messages. Edits stay, because the result may be merged with later messages, sorted again and converted again.
 */
export function toContextMessages(messages: readonly Message[]): readonly Message[] {
  const excluded = new Set(messages.flatMap(({ edit }) => edit?.excluded_sequences ?? []));
  const isIncluded = ({ sequence }: Message): boolean => sequence === undefined || !excluded.has(sequence);
  const included = excluded.size === 0 ? messages : messages.filter(isIncluded);
  const isSummary = ({ compaction }: Message): boolean => compaction !== undefined;
  const summary = included.findLast((message) => isSummary(message) && !isOutdated(message, messages));
  if (summary?.compaction === undefined)
    return included.some(isSummary) ? included.filter((message) => !isSummary(message)) : included;
  const { covered_through_sequence, kept_sequences } = summary.compaction;
  const kept = new Set(kept_sequences);
  const isTold = ({ sequence = Infinity, compaction, edit }: Message): boolean =>
    compaction === undefined && (edit !== undefined || sequence > covered_through_sequence || kept.has(sequence));
  return [summary, ...included.filter(isTold)];
}

/** Whether a summary was made before a message in it was excluded. */
function isOutdated({ sequence = Infinity, compaction }: Message, messages: readonly Message[]): boolean {
  const coveredThrough = compaction?.covered_through_sequence ?? 0;
  const kept = new Set(compaction?.kept_sequences);
  return messages.some(
    ({ edit, sequence: editedAt = Infinity }) =>
      editedAt > sequence &&
      edit?.excluded_sequences?.some((place) => place <= coveredThrough && !kept.has(place)) === true,
  );
}
