import type { SessionEvent } from '@everruns/sdk';

/** A row of the log: an event, or the heading of the events of a turn. */
export type LogRow = { kind: 'event'; event: SessionEvent } | Heading;

interface Heading {
  kind: 'turn';
  turnId: string;
  count: number;
  isClosed: boolean;
}

/** Puts a heading before the events of each turn, and leaves out the events of closed ones. What belongs to no turn stays where it is. */
export function groupEvents(events: readonly SessionEvent[], closed: ReadonlySet<string>): LogRow[] {
  const rows: LogRow[] = [];
  let last: Heading | null = null;
  for (const event of events) {
    const turnId = event.context.turn_id;
    if (turnId === undefined) {
      rows.push({ kind: 'event', event });
      continue;
    }
    const heading: Heading =
      last?.turnId === turnId ? last : { kind: 'turn', turnId, count: 0, isClosed: closed.has(turnId) };
    if (heading !== last) rows.push(heading);
    last = heading;
    heading.count += 1;
    if (!heading.isClosed) rows.push({ kind: 'event', event });
  }
  return rows;
}
