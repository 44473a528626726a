import type { Logger } from 'pino';
import type { Database } from '../db/database.ts';
import type { PublishedEvent } from '../events/hub.ts';
import { isTurnEnd } from '../events/turn-ends.ts';
import { loadTurn } from './load-turn.ts';
import type { SpanSink } from './span-sink.ts';
import { toTurnSpans } from './turn-spans.ts';

export interface TurnTelemetryDeps {
  db: Database;
  sink: SpanSink;
  isContentRecorded: boolean;
  log: Logger;
}

export interface TurnTelemetry {
  /** Called after a commit with the events that it wrote. It never waits. */
  onLocalCommit(events: readonly PublishedEvent[]): void;
  /** Waits for the turns that are being read, then sends the remaining spans. */
  close(): Promise<void>;
}

/** How many turns may wait to be read. Beyond it traces are dropped, so that memory stays bounded. */
const MAX_WAITING = 1_000;

/** Traces each turn whose end this process commits. It reads the log after the commit, one turn after the other. */
export function createTurnTelemetry(deps: TurnTelemetryDeps): TurnTelemetry {
  let last = Promise.resolve();
  let waiting = 0;
  const trace = async (end: PublishedEvent) => {
    try {
      const turn = await loadTurn(deps.db, end);
      if (turn !== null) deps.sink.record(toTurnSpans(turn.record, deps.isContentRecorded), turn.traceparent);
    } catch (error) {
      deps.log.warn({ err: error, turn_id: end.turn_id }, 'A turn could not be traced.');
    } finally {
      waiting -= 1;
    }
  };
  return {
    onLocalCommit(events) {
      for (const event of events) {
        if (!isTurnEnd(event.type) || waiting >= MAX_WAITING) continue;
        waiting += 1;
        last = last.then(() => trace(event));
      }
    },
    async close() {
      await last;
      await deps.sink.close();
    },
  };
}
