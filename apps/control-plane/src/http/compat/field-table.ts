import { EverrunsError, type FieldError } from '@everruns/schemas';
import type { Fields } from './fields.ts';

/**
 * What becomes of one field of the original's: `kept` under its name, `dropped` because it changes nothing here, `refused` with the way
 * on because it would, or turned into fields of ours.
 */
export type FieldRule = 'kept' | 'dropped' | { refused: string } | { becomes: (value: unknown) => Fields };
/** The fields of one noun. A name that is not listed is none of the original's either, which lets it pass: so does the door. */
export type FieldTable = Readonly<Record<string, FieldRule>>;

/** The fields in our shape. Null means absent. Throws `not_offered` for those that would do something which is not done here. */
export function translateFields(table: FieldTable, given: Fields): Fields {
  const errors: FieldError[] = [];
  const fields: Fields = {};
  for (const [name, value] of Object.entries(given)) {
    const rule = Object.hasOwn(table, name) ? table[name] : undefined;
    if (rule === undefined || rule === 'dropped' || value === null) continue;
    if (rule === 'kept') fields[name] = value;
    else if ('becomes' in rule) Object.assign(fields, rule.becomes(value));
    else if (!isEmpty(value)) errors.push({ path: name, code: 'not_offered', message: rule.refused });
  }
  if (errors.length > 0) throw notOffered(errors);
  return fields;
}

/** What says nothing: clients write their defaults. */
export function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === '' || value === false) return true;
  if (typeof value === 'object') return Object.values(value).every((item) => item === null || item === undefined);
  return false;
}

/** Refuses what the original has and this platform has not. */
export function notOffered(errors: FieldError[]): EverrunsError {
  const [first] = errors;
  return new EverrunsError('not_offered', first === undefined ? 'This is not offered here.' : sentenceOf(first), {
    errors,
  });
}

function sentenceOf({ path, message }: FieldError): string {
  return `${path}: ${message}.`;
}
