import type { RecordedEventData } from '@everruns/schemas';
import type { Logger } from 'pino';
import type { PublishedEvent } from '../events/hub.ts';

type Told = 'turn.taken_over' | 'reason.fallback' | 'history.repaired' | 'model.adjusted';
type Ended = 'turn.completed' | 'turn.failed' | 'turn.canceled';

/** What an operator reads of an event. Nothing of what was said: neither the texts of tenants nor the words of providers. */
const LINES: { [Type in Told]: (data: RecordedEventData<Type>) => [details: object, message: string] } = {
  'turn.taken_over': ({ from, to, silent_ms }) => [
    { from, to, silent_ms },
    'A turn was taken over, because what ran it was silent.',
  ],
  'reason.fallback': ({ cause, from, to }) => [
    { cause, from, to },
    'The fallback model goes on with a turn, because its model stayed out of reach.',
  ],
  'history.repaired': ({ what }) => [{ left_out: what }, 'A conversation that its provider refused was repaired.'],
  'model.adjusted': ({ model_id, left_out }) => [
    { model_id, left_out },
    'A parameter that a model refuses is left out from now on.',
  ],
};
const ENDS: ReadonlySet<string> = new Set<Ended>(['turn.completed', 'turn.failed', 'turn.canceled']);

/** Writes a line for each event of a turn that an operator may look for, and at the level debug one for each end of a turn. */
export function createEventLog(log: Logger): (events: readonly PublishedEvent[]) => void {
  return (events) => {
    for (const event of events) {
      if (isTold(event.type)) log.info(...describe(event, event.type));
      else if (ENDS.has(event.type) && log.isLevelEnabled('debug')) log.debug(...describeEnd(event));
    }
  };
}

function isTold(type: string): type is Told {
  return Object.hasOwn(LINES, type);
}

function describe(event: PublishedEvent, type: Told): [object, string] {
  // The event was checked by its schema before it was committed.
  const { data } = JSON.parse(event.json) as { data: never };
  const [details, message] = LINES[type](data);
  return [{ ...idsOf(event), ...details }, message];
}

function describeEnd(event: PublishedEvent): [object, string] {
  const { data } = JSON.parse(event.json) as { data: RecordedEventData<Ended> };
  const { duration_ms, iterations } = data;
  const code = 'error_code' in data ? { code: data.error_code } : {};
  return [
    { ...idsOf(event), status: event.type.replace('turn.', ''), duration_ms, iterations, ...code },
    'A turn ended.',
  ];
}

function idsOf({ session_id, turn_id }: PublishedEvent): object {
  return { session_id, turn_id };
}
