import type { TurnSpans } from './turn-spans.ts';

/** Takes finished spans; sending them is its own affair. */
export interface SpanSink {
  /** `traceparent` names the span that the turn's hangs below; null: the turn begins a trace. */
  record(spans: TurnSpans, traceparent: string | null): void;
  /** Sends what is left, for a few seconds at most. */
  close(): Promise<void>;
}
