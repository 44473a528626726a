import { EverrunsError, type FieldError } from '@everruns/schemas';
import type { Fields } from './fields.ts';

/**
 * How a field of the original is handled: `kept` under its name, `dropped` because it has no effect
 * here, `refused` with the alternative because it would have an effect, or converted to our fields.
 */
export type FieldRule = 'kept' | 'dropped' | { refused: string } | { becomes: (value: unknown) => Fields };
/** The fields of one noun. The original ignores unknown names, so a name that is not listed is ignored here too. */
export type FieldTable = Readonly<Record<string, FieldRule>>;

/** Converts the fields to our format. Null means absent. Throws `not_offered` for fields that request an unsupported effect. */
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

/** Returns whether a value has no effect. Clients write the defaults of their fields. */
export function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === '' || value === false) return true;
  if (typeof value === 'object') return Object.values(value).every((item) => item === null || item === undefined);
  return false;
}

/** Returns the error for features of the original that this platform does not have. */
export function notOffered(errors: FieldError[]): EverrunsError {
  const [first] = errors;
  return new EverrunsError('not_offered', first === undefined ? 'This is not offered here.' : sentenceOf(first), {
    errors,
  });
}

function sentenceOf({ path, message }: FieldError): string {
  return `${path}: ${message}.`;
}
