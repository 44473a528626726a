import { EPHEMERAL_EVENTS, RECORDED_EVENTS } from '@everruns/schemas';

/** Names that the original gave, in one release or another, to what is recorded here under another. */
const OURS: ReadonlyMap<string, string> = new Map([
  ['turn.cancelled', 'turn.canceled'],
  ['message.user', 'input.message'],
  ['message.agent', 'output.message.completed'],
  ['tool.call_started', 'tool.started'],
  ['tool.call_completed', 'tool.completed'],
]);

const ALL_TYPES: readonly string[] = [...Object.keys(RECORDED_EVENTS), ...Object.keys(EPHEMERAL_EVENTS)];
const RECORDED: ReadonlySet<string> = new Set(Object.keys(RECORDED_EVENTS));

/** Which events a reader wants, and under which names. */
export interface WantedEvents {
  /** For our own filter: names that we know, never none. Absent: all. */
  types: string[] | undefined;
  /** The names under which the reader gets an event of this type of ours: none, one, or one for each that it asked for. */
  namesOf(type: string): readonly string[];
}

/**
 * Reads `types` and `exclude` as the original's clients write them: names of several releases, and some that nothing here has. A reader
 * `isOf03` that names none gets an agent's message as `message.agent` too.
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
  // A filter that names nothing of ours lets nothing through, where an empty one would let everything through.
  return { types: types?.length === 0 ? ['session.started'] : types, namesOf: (type) => names.get(type) ?? [] };
}

const AGENT_MESSAGE = 'output.message.completed';

interface Named {
  /** Ours. */
  type: string;
  /** The reader's. */
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

/** Of these types, those that are in the log. */
export function recordedAmong(types: readonly string[] | undefined): string[] | undefined {
  if (types === undefined) return undefined;
  const recorded = types.filter((type) => RECORDED.has(type));
  return recorded.length === 0 ? ['session.started'] : recorded;
}
