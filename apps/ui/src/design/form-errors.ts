import { readFieldErrors } from './error-notice.tsx';

/** A refusal as a form shows it. */
export interface FormErrors {
  /** What is said beside a field. */
  at: (field: string) => string | undefined;
  /** What is said in a notice, because it is about no field that is shown. Null: nothing. */
  rest: unknown;
}

/** Divides a refusal among the fields of a form, so that each is said once. `fields` are the first names of their paths. */
export function readFormErrors(error: unknown, fields: readonly string[]): FormErrors {
  const said = [...readFieldErrors(error)].map(([path, message]) => ({ field: path.split(/[.[]/)[0] ?? '', message }));
  const isAtFields = said.length > 0 && said.every(({ field }) => fields.includes(field));
  return {
    at: (field) => said.find((one) => one.field === field)?.message,
    rest: isAtFields ? null : error,
  };
}
