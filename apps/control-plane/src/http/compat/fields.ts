import { z } from 'zod';

/** Fields by name, as a foreign client sent them or is to read them. */
export type Fields = Record<string, unknown>;

const AnyFields = z.looseObject({});

/** The fields of an object; of anything else, none. */
export function toFields(value: unknown): Fields {
  return AnyFields.safeParse(value).data ?? {};
}

export function withoutUndefined(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** What a client meant by null for an optional field. */
export function withoutNulls(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}
