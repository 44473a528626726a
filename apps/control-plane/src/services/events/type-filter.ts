import { EPHEMERAL_EVENTS, EverrunsError, RECORDED_EVENTS } from '@everruns/schemas';

/** Whether a reader wants an event of this type. */
export type TypeFilter = (type: string) => boolean;

const ALL_TYPES = [...Object.keys(RECORDED_EVENTS), ...Object.keys(EPHEMERAL_EVENTS)];

/**
 * Makes a filter from names and prefixes such as `tool.*`. An empty `types` means all. Throws `invalid_request` for a name that no type
 * has.
 */
export function createTypeFilter(types: readonly string[], exclude: readonly string[]): TypeFilter {
  const wanted = types.length === 0 ? null : expandTypes('types', types);
  const unwanted = expandTypes('exclude', exclude);
  if (wanted === null && unwanted.size === 0) return () => true;
  return (type) => (wanted === null || wanted.has(type)) && !unwanted.has(type);
}

/** Returns the types that the names stand for. Throws as above. */
export function expandTypes(parameter: string, names: readonly string[]): Set<string> {
  return new Set(names.flatMap((name) => expandName(parameter, name)));
}

function expandName(parameter: string, name: string): string[] {
  const found = name.endsWith('.*')
    ? ALL_TYPES.filter((type) => type.startsWith(name.slice(0, -1)))
    : ALL_TYPES.filter((type) => type === name);
  if (found.length > 0) return found;
  const message = 'is not the name of an event type, nor a prefix such as tool.*';
  throw new EverrunsError('invalid_request', `${parameter}: a name ${message}.`, {
    errors: [{ path: parameter, code: 'unknown_event_type', message }],
  });
}
