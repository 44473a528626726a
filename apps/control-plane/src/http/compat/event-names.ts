import { EPHEMERAL_EVENTS, RECORDED_EVENTS } from '@everruns/schemas';

/** Names that releases of the original gave to events that are recorded here under another name. */
const OURS: ReadonlyMap<string, string> = new Map([
  ['turn.cancelled', 'turn.canceled'],
  ['message.user', 'input.message'],
  ['message.agent', 'output.message.completed'],
  ['tool.call_started', 'tool.started'],
  ['tool.call_completed', 'tool.completed'],
]);

const ALL_TYPES: readonly string[] = [...Object.keys(RECORDED_EVENTS), ...Object.keys(EPHEMERAL_EVENTS)];
const RECORDED: ReadonlySet<string> = new Set(Object.keys(RECORDED_EVENTS));

/** The events that a reader wants, and the names under which it gets them. */
export interface WantedEvents {
  /** The types for our own filter: only known names, and never an empty list. Undefined means all types. */
  types: string[] | undefined;
  /** The names under which the reader gets an event of our type: none, one, or one for each requested name. */
  namesOf(type: string): readonly string[];
}

/**
 * Reads `types` and `exclude` in the original's format, with names of several releases, some of which
 * nothing here matches. A reader `isOf03` without `types` also gets an agent's message as `message.agent`.
 */
export function chooseEvents(given: {
  types: readonly string[];
  exclude: readonly string[];
  isOf03: boolean;
}): WantedEvents {
  const excluded = new Set(given.exclude.flatMap((name) => expand(name).map(({ type }) => type)));
  const names = new Map<string, string[]>();
  const wanted = given.types.length === 0 ? ALL_TYPES.map(asUsual) : given.types.flatMap(expand);
  for (const { type, name } of wanted) {
    if (excluded.has(type)) continue;
    const others = names.get(type) ?? [];
    if (!others.includes(name)) names.set(type, [...others, name]);
  }
  if (given.types.length === 0 && given.isOf03 && names.has(AGENT_MESSAGE))
    names.set(AGENT_MESSAGE, [AGENT_MESSAGE, 'message.agent']);
  const types = names.size === ALL_TYPES.length ? undefined : [...names.keys()];
  // A filter without any of our names must match no event, but an empty filter would match every event.
  return { types: types?.length === 0 ? ['session.started'] : types, namesOf: (type) => names.get(type) ?? [] };
}

const AGENT_MESSAGE = 'output.message.completed';

interface Named {
  /** Our name. */
  type: string;
  /** The reader's name. */
  name: string;
}

function expand(given: string): Named[] {
  if (given.endsWith('.*')) {
    const prefix = given.slice(0, -1);
    return ALL_TYPES.filter((type) => type.startsWith(prefix)).map(asUsual);
  }
  const type = OURS.get(given) ?? given;
  return ALL_TYPES.includes(type) ? [{ type, name: type === 'turn.canceled' ? 'turn.cancelled' : given }] : [];
}

function asUsual(type: string): Named {
  return { type, name: type === 'turn.canceled' ? 'turn.cancelled' : type };
}

/** Returns those of the types that are recorded in the log. */
export function recordedAmong(types: readonly string[] | undefined): string[] | undefined {
  if (types === undefined) return undefined;
  const recorded = types.filter((type) => RECORDED.has(type));
  return recorded.length === 0 ? ['session.started'] : recorded;
}
