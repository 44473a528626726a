import type { FinishReason, Usage } from '@everruns/schemas';
import type { SimErrorClass } from './scenario.ts';

export interface SimError {
  class: SimErrorClass;
  status: number;
  message: string;
  retry_after_ms?: number;
  /** Of a request that is too long. */
  overflow?: { tokens: number; window: number };
}

/**
 * A reply cut into what happens one after the other. A driver turns beats into stream events, the HTTP simulator into
 * frames. `finish`, `error`, `break`, `malformed` and `hang` are always the last.
 */
export type Beat =
  | { type: 'wait'; ms: number }
  | { type: 'text'; part: number; delta: string }
  | { type: 'reasoning'; delta: string }
  | { type: 'tool_call'; ordinal: number; call_id: string; name: string; arguments_text: string }
  | { type: 'error'; error: SimError }
  | { type: 'break' }
  | { type: 'malformed' }
  | { type: 'hang' }
  | { type: 'finish'; reason: FinishReason; usage: Usage };

/** Beats that say something; `wait` and `hang` only take time. */
export type SpokenBeat = Exclude<Beat, { type: 'wait' | 'hang' }>;

export interface SimReply {
  response_id: string;
  model: string;
  beats: Beat[];
}
