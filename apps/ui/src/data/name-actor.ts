/** The people and keys of an organization that are known by name. */
export interface KnownActors {
  /** Names of members by their ids. */
  people: ReadonlyMap<string, string>;
  /** Names of API keys by their ids. */
  keys: ReadonlyMap<string, string>;
}

/** `Ada`, `the key ci`, `the operator`. Who has left keeps the id. */
export function nameActor(actor: string, { people, keys }: KnownActors): string {
  const [kind, id = ''] = actor.split(':');
  if (kind === 'user') return people.get(id) ?? `a former member (${id})`;
  if (kind === 'key') return keys.has(id) ? `the key ${keys.get(id)}` : `a deleted key (${id})`;
  return actor === 'operator' ? 'the operator' : actor;
}

/** `create_agent` as a person says it: `Create agent`. */
export function nameAction(action: string): string {
  const words = action.replaceAll('_', ' ');
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

/** What a person wrote, as the log has it: `Create agent` is `create_agent`. */
export function toAction(text: string): string {
  return text.toLowerCase().replaceAll(' ', '_');
}
