import { z } from 'zod';

/** Fields by name, as an original's client sends or reads them. */
export type Fields = Record<string, unknown>;

const AnyFields = z.looseObject({});

/** Returns the fields of an object. Any other value has no fields. */
export function toFields(value: unknown): Fields {
  return AnyFields.safeParse(value).data ?? {};
}

export function withoutUndefined(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** Removes null fields, because a client writes null for an absent optional field. */
export function withoutNulls(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}
