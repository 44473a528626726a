import type { SessionEvent } from '@everruns/sdk';

export interface EventFilter {
  /** One type, or a family such as `tool.*`; empty for all types. */
  types: string;
  /** A text to find in the data; empty for any data. */
  find: string;
}

export function filterEvents(events: readonly SessionEvent[], { types, find }: EventFilter): readonly SessionEvent[] {
  if (types === '' && find === '') return events;
  const wanted = find.toLowerCase();
  const isFamily = types.endsWith('.*');
  const start = types.slice(0, -1);
  return events.filter(({ type, data }) => {
    if (types !== '' && (isFamily ? !type.startsWith(start) : type !== types)) return false;
    return wanted === '' || JSON.stringify(data).toLowerCase().includes(wanted);
  });
}
