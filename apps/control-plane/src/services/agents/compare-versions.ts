import { isDeepStrictEqual } from 'node:util';
import {
  JsonValue,
  type Agent,
  type AgentVersionDiff,
  type CapabilityRef,
  type CreateAgentRequest,
} from '@everruns/schemas';
import { definitionOf } from './copy.ts';

type Definition = CreateAgentRequest;
type Changes = NonNullable<AgentVersionDiff['tools']>;

/** The names of the fields in which two versions differ. */
export function changedFields(before: Agent, after: Agent): string[] {
  const [old, next] = [fieldsOf(before), fieldsOf(after)];
  return [...new Set([...old.keys(), ...next.keys()])].filter(
    (name) => !isDeepStrictEqual(old.get(name), next.get(name)),
  );
}

/** Compares all but the prompt's text. */
export function compareVersions(
  before: Agent,
  after: Agent,
): Omit<AgentVersionDiff, 'agent_id' | 'from' | 'to' | 'system_prompt'> {
  const [old, next] = [definitionOf(before), definitionOf(after)];
  const fields = plainFields(old, next);
  const sets = {
    capabilities: compareNamed(toNamed(old.capabilities, idOf), toNamed(next.capabilities, idOf)),
    tools: compareNamed(toNamed(old.tools, nameOf), toNamed(next.tools, nameOf)),
    tags: compareNamed(toNamed(old.tags, String), toNamed(next.tags, String)),
  };
  const isChanged = ([, { added, removed, changed }]: [string, Changes]): boolean =>
    added.length + removed.length + changed.length > 0;
  return { ...Object.fromEntries(Object.entries(sets).filter(isChanged)), fields };
}

const SETS: ReadonlySet<string> = new Set(['system_prompt', 'capabilities', 'tools', 'tags', 'limits']);

function plainFields(old: Definition, next: Definition): AgentVersionDiff['fields'] {
  const flat = ({ limits, ...rest }: Definition): Map<string, unknown> => {
    const fields = new Map<string, unknown>(Object.entries(rest).filter(([name]) => !SETS.has(name)));
    for (const [name, value] of Object.entries(limits)) fields.set(`limits.${name}`, value);
    return fields;
  };
  const [before, after] = [flat(old), flat(next)];
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((field) => {
    if (isDeepStrictEqual(before.get(field), after.get(field))) return [];
    return [{ field, ...valueOf('before', before.get(field)), ...valueOf('after', after.get(field)) }];
  });
}

/** One side of a field that differs. Undefined: not set. */
export function valueOf(side: 'before' | 'after', value: unknown): { before?: JsonValue; after?: JsonValue } {
  return value === undefined ? {} : { [side]: JsonValue.parse(value) };
}

function fieldsOf(agent: Agent): Map<string, unknown> {
  return new Map(Object.entries({ ...definitionOf(agent), status: agent.status }));
}

const idOf = (one: CapabilityRef): string => (typeof one === 'string' ? one : one.ref);
const nameOf = ({ name }: Definition['tools'][number]): string => name;

/** Each item by its name. */
export function toNamed<Item>(items: readonly Item[], name: (item: Item) => string): Map<string, Item> {
  return new Map(items.map((item) => [name(item), item]));
}

/** What was added, removed and changed from one set to another, by name. */
export function compareNamed(before: ReadonlyMap<string, unknown>, after: ReadonlyMap<string, unknown>): Changes {
  return {
    added: [...after.keys()].filter((name) => !before.has(name)),
    removed: [...before.keys()].filter((name) => !after.has(name)),
    changed: [...after.keys()].filter(
      (name) => before.has(name) && !isDeepStrictEqual(before.get(name), after.get(name)),
    ),
  };
}
