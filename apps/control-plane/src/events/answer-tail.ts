import type { EphemeralDraft } from '@everruns/schemas';
import type { PublishedEvent } from './hub.ts';

type TextDelta = Extract<EphemeralDraft, { type: 'output.message.delta' }>['data'];

/** A recorded answer, with the text of each of its text parts. Deltas number these parts from 0. */
export interface RecordedAnswer {
  message_id: TextDelta['message_id'];
  attempt: number;
  texts: readonly string[];
}

/** How much of the current answer one reader has been sent, for each part in UTF-16 units. */
export class AnswerProgress {
  #sent: { message_id: string; attempt: number; ends: number[] } | null = null;

  note(draft: EphemeralDraft): void {
    if (draft.type !== 'output.message.delta') return;
    const { message_id, attempt, part, offset, delta } = draft.data;
    if (this.#sent?.message_id !== message_id || this.#sent.attempt !== attempt)
      this.#sent = { message_id, attempt, ends: [] };
    this.#sent.ends[part] = offset + delta.length;
  }

  /**
   * Returns the frames after which the reader's joined deltas equal the recorded text. `isChanged`: the recorded text does not
   * continue what was sent, so the reader begins again.
   */
  takeMissing(answer: RecordedAnswer, isChanged: boolean): EphemeralDraft[] {
    const { message_id, attempt } = answer;
    const sent = this.#sent?.message_id === message_id ? this.#sent : null;
    this.#sent = null;
    const isRestart = sent !== null && (isChanged || sent.attempt !== attempt);
    const ends = isRestart ? [] : (sent?.ends ?? []);
    const deltas = answer.texts.flatMap((text, part) => {
      const offset = ends[part] ?? 0;
      if (offset >= text.length) return [];
      const data = { message_id, attempt, part, offset, delta: text.slice(offset) };
      return [{ type: 'output.message.delta' as const, data }];
    });
    return isRestart ? [{ type: 'output.message.reset', data: { message_id, attempt } }, ...deltas] : deltas;
  }
}

/** The longest text of the current answer that any live reader of a session has been sent. */
export class SentAnswer {
  #sent: { message_id: string; attempt: number; texts: string[] } | null = null;

  note(draft: EphemeralDraft): void {
    if (draft.type !== 'output.message.delta') return;
    const { message_id, attempt, part, offset, delta } = draft.data;
    if (this.#sent?.message_id !== message_id || this.#sent.attempt !== attempt)
      this.#sent = { message_id, attempt, texts: [] };
    const text = this.#sent.texts[part] ?? '';
    if (offset <= text.length) this.#sent.texts[part] = text + delta.slice(text.length - offset);
  }

  /** Whether the recorded answer does not continue what was sent. Forgets what was sent. */
  takeIsChanged({ message_id, attempt, texts }: RecordedAnswer): boolean {
    const sent = this.#sent;
    this.#sent = null;
    if (sent?.message_id !== message_id || sent.attempt !== attempt) return false;
    return sent.texts.some((text, part) => !(texts[part] ?? '').startsWith(text));
  }
}

/** Returns null for any other event, and for a message that cannot be read. */
export function readRecordedAnswer(event: PublishedEvent): RecordedAnswer | null {
  if (event.type !== 'output.message.completed') return null;
  const { context, data } = JSON.parse(event.json) as {
    context?: { attempt?: number } | null;
    data?: { message?: { id?: unknown; content?: unknown } | null } | null;
  };
  const { id, content } = data?.message ?? {};
  if (typeof id !== 'string' || !Array.isArray(content)) return null;
  const parts = content as ({ type?: unknown; text?: unknown } | null)[];
  return {
    message_id: id as RecordedAnswer['message_id'],
    attempt: context?.attempt ?? 1,
    texts: parts.flatMap((part) => (part?.type === 'text' ? [typeof part.text === 'string' ? part.text : ''] : [])),
  };
}
