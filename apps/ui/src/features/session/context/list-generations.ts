import type { MessageState, SessionState } from '@everruns/sdk';

/** A generation that can be chosen, by its turn and by its span there, as every lens names it. */
export interface ListedGeneration {
  sequence: number;
  turnId: string | null;
  span: string;
  model: string;
  createdAt: string;
}

/** The generations of a session that became messages, in order. */
export function listGenerations({ messages, turns }: SessionState): ListedGeneration[] {
  const spans = new Map(
    turns.flatMap(({ steps }) =>
      steps.flatMap((step): [string, string][] =>
        step.kind === 'reason' && step.message_id !== null ? [[step.message_id, `reason-${step.iteration}`]] : [],
      ),
    ),
  );
  return messages.flatMap((message) => toGeneration(message, spans.get(message.id)));
}

function toGeneration({ id, turn_id, generation, created_at }: MessageState, span = id): ListedGeneration[] {
  if (generation === null) return [];
  const { sequence, model } = generation;
  return [{ sequence, turnId: turn_id, span, model, createdAt: created_at }];
}
