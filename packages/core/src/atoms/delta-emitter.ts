import { toStorableText } from '@everruns/kernel';
import type { MessageId } from '@everruns/schemas';
import type { CollectObserver } from '../llm/draft-answer.ts';
import type { EventEmitter } from '../ports/event-emitter.ts';

export interface DeltaEmitterOptions {
  events: EventEmitter;
  message_id: MessageId;
  attempt: number;
}

/**
 * Turns a model's deltas into frames with offsets in UTF-16 units. A surrogate pair is never split: its first half is held back.
 */
export function createDeltaEmitter({ events, message_id, attempt }: DeltaEmitterOptions): CollectObserver {
  const thinking = createTail();
  let part = 0;
  let text = createTail();
  return {
    onText(newPart, delta) {
      if (newPart !== part) {
        part = newPart;
        text = createTail();
      }
      const frame = text.push(delta);
      if (frame) events.emit({ type: 'output.message.delta', data: { message_id, attempt, part, ...frame } });
    },
    onThinking(delta) {
      const frame = thinking.push(delta);
      if (frame) events.emit({ type: 'reason.thinking.delta', data: { message_id, attempt, ...frame } });
    },
  };
}

interface Tail {
  /** Returns what can be shown now, or null while only half of a character has arrived. */
  push(delta: string): { offset: number; delta: string } | null;
}

function createTail(): Tail {
  let offset = 0;
  let held = '';
  return {
    push(delta) {
      const text = held + delta;
      held = endsInsidePair(text) ? text.slice(-1) : '';
      const shown = text.slice(0, text.length - held.length);
      if (shown === '') return null;
      const frame = { offset, delta: toStorableText(shown) };
      offset += shown.length;
      return frame;
    },
  };
}

function endsInsidePair(text: string): boolean {
  const last = text.charCodeAt(text.length - 1);
  return last >= 0xd8_00 && last <= 0xdb_ff;
}
