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
  /** Called after a commit with what it wrote; never waits. */
  onLocalCommit(events: readonly PublishedEvent[]): void;
  /** Waits for the turns that are being read, then sends what is left. */
  close(): Promise<void>;
}

/** Turns that wait to be read, at most: beyond it traces are dropped and not memory filled. */
const MAX_WAITING = 1_000;

/** Makes the trace of each turn whose end this process commits, from the log, one after the other and behind the commit. */
export function createTurnTelemetry(deps: TurnTelemetryDeps): TurnTelemetry {
  let last = Promise.resolve();
  let waiting = 0;
  const trace = async (end: PublishedEvent) => {
    try {
      const turn = await loadTurn(deps.db, end);
      if (turn !== null) deps.sink.record(toTurnSpans(turn.record, deps.isContentRecorded), turn.traceparent);
    } catch (error) {
      deps.log.warn({ err: error, turn_id: end.turn_id }, 'a turn was not traced');
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
