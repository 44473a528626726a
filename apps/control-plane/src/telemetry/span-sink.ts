import type { TurnSpans } from './turn-spans.ts';

/** Takes finished spans and sends them when it chooses. */
export interface SpanSink {
  /** `traceparent` names the parent of the turn's span. Null means that the turn begins a trace. */
  record(spans: TurnSpans, traceparent: string | null): void;
  /** Sends the remaining spans, for a few seconds at most. */
  close(): Promise<void>;
}
