import type { FinishReason, Usage } from '@everruns/schemas';
import type { SimErrorClass } from './scenario.ts';

export interface SimError {
  class: SimErrorClass;
  status: number;
  message: string;
  retry_after_ms?: number;
  /** The sizes for a request that is too long. */
  overflow?: { tokens: number; window: number };
}

/** A page that a simulated search of the provider found. */
export interface FoundPage {
  url: string;
  title: string;
  cited_text: string;
}

/**
 * One of the consecutive steps that a reply is cut into. A driver turns beats into stream events, the HTTP simulator
 * turns them into frames. `finish`, `error`, `break`, `malformed` and `hang` are always the last.
 */
export type Beat =
  | { type: 'wait'; ms: number }
  | { type: 'text'; part: number; delta: string }
  | { type: 'reasoning'; delta: string }
  | { type: 'tool_call'; ordinal: number; call_id: string; name: string; arguments_text: string }
  | { type: 'search'; search_id: string; query: string; error?: string; pages: FoundPage[] }
  | { type: 'citation'; part: number; start: number; end: number; page: FoundPage }
  | { type: 'error'; error: SimError }
  | { type: 'break' }
  | { type: 'malformed' }
  | { type: 'hang' }
  | { type: 'finish'; reason: FinishReason; usage: Usage };

/** Beats that produce output; `wait` and `hang` only take time. */
export type SpokenBeat = Exclude<Beat, { type: 'wait' | 'hang' }>;

export interface SimReply {
  response_id: string;
  model: string;
  beats: Beat[];
}
