import type { EphemeralDraft } from '@everruns/schemas';
import type { PublishedEvent } from './hub.ts';

type TextDelta = Extract<EphemeralDraft, { type: 'output.message.delta' }>['data'];

/** A recorded answer: the text of each of its text parts, which deltas number from 0. */
export interface RecordedAnswer {
  message_id: TextDelta['message_id'];
  attempt: number;
  texts: readonly string[];
}

/** How much of one answer a reader has been sent, per part in UTF-16 units. */
export class ReaderPlace {
  #place: { message_id: string; attempt: number; ends: number[] } | null = null;

  note(draft: EphemeralDraft): void {
    if (draft.type !== 'output.message.delta') return;
    const { message_id, attempt, part, offset, delta } = draft.data;
    if (this.#place?.message_id !== message_id || this.#place.attempt !== attempt)
      this.#place = { message_id, attempt, ends: [] };
    this.#place.ends[part] = offset + delta.length;
  }

  /**
   * The frames that the reader lacks of a recorded answer, so that its joined deltas equal the text. `isChanged`: the answer does
   * not continue what was said, so the reader begins again.
   */
  takeMissing(answer: RecordedAnswer, isChanged: boolean): EphemeralDraft[] {
    const { message_id, attempt } = answer;
    const place = this.#place?.message_id === message_id ? this.#place : null;
    this.#place = null;
    const isRestart = place !== null && (isChanged || place.attempt !== attempt);
    const ends = isRestart ? [] : (place?.ends ?? []);
    const deltas = answer.texts.flatMap((text, part) => {
      const offset = ends[part] ?? 0;
      if (offset >= text.length) return [];
      const data = { message_id, attempt, part, offset, delta: text.slice(offset) };
      return [{ type: 'output.message.delta' as const, data }];
    });
    return isRestart ? [{ type: 'output.message.reset', data: { message_id, attempt } }, ...deltas] : deltas;
  }
}

/** What live readers of a session have been told of the answer under way, at most. */
export class SpokenAnswer {
  #spoken: { message_id: string; attempt: number; texts: string[] } | null = null;

  note(draft: EphemeralDraft): void {
    if (draft.type !== 'output.message.delta') return;
    const { message_id, attempt, part, offset, delta } = draft.data;
    if (this.#spoken?.message_id !== message_id || this.#spoken.attempt !== attempt)
      this.#spoken = { message_id, attempt, texts: [] };
    const text = this.#spoken.texts[part] ?? '';
    if (offset <= text.length) this.#spoken.texts[part] = text + delta.slice(text.length - offset);
  }

  /** Whether the recorded answer does not continue what was said. Forgets what was said. */
  takeIsChanged({ message_id, attempt, texts }: RecordedAnswer): boolean {
    const spoken = this.#spoken;
    this.#spoken = null;
    if (spoken?.message_id !== message_id || spoken.attempt !== attempt) return false;
    return spoken.texts.some((text, part) => !(texts[part] ?? '').startsWith(text));
  }
}

/** Null for any other event, and for a message that cannot be read. */
export function readRecordedAnswer(event: PublishedEvent): RecordedAnswer | null {
  if (event.type !== 'output.message.completed') return null;
  const { context, data } = JSON.parse(event.json) as {
    context?: { attempt?: number };
    data?: { message?: { id?: string; content?: { type: string; text?: string }[] } };
  };
  const { id, content } = data?.message ?? {};
  if (id === undefined || !Array.isArray(content)) return null;
  return {
    message_id: id as RecordedAnswer['message_id'],
    attempt: context?.attempt ?? 1,
    texts: content.filter(({ type }) => type === 'text').map(({ text }) => text ?? ''),
  };
}
