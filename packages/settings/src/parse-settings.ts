import { EverrunsError, type FieldError } from '@everruns/schemas';
import type { z } from 'zod';

type Environment = Record<string, string | undefined>;

export interface SettingsReader<Shape extends z.core.$ZodShape> {
  schema: z.ZodObject<Shape>;
  env: Environment;
  /**
   * Returns the contradictions between settings. It is called even if single settings are wrong. These have their defaults, or are absent
   * if they have none.
   */
  check: (settings: z.output<z.ZodObject<Shape>>) => FieldError[];
}

/**
 * Reads the settings of a process. Empty counts as absent, because compose files pass `VAR=`. Throws `invalid_request` with a message
 * that names every fault and never shows a secret.
 */
export function parseSettings<Shape extends z.core.$ZodShape>(
  reader: SettingsReader<Shape>,
): z.output<z.ZodObject<Shape>> {
  const { schema, check } = reader;
  const env = withoutEmpty(reader.env);
  const result = schema.safeParse(env);
  const single = result.success ? [] : findFaults(result.error.issues, env);
  const wrong = new Set(single.map(({ path }) => path));
  const whole = result.success ? result.data : parseWithout(schema, env, wrong);
  const errors = [...single, ...check(whole).filter(({ path }) => !wrong.has(path))];
  if (errors.length > 0 || !result.success) throw invalidSettings(errors);
  return result.data;
}

/** `A is not set; B must look like …`. */
export function invalidSettings(errors: FieldError[]): EverrunsError {
  const detail = errors.map(({ path, message }) => `${path} ${message}`).join('; ');
  return new EverrunsError('invalid_request', `${detail}.`, { errors });
}

function withoutEmpty(env: Environment): Environment {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''));
}

function parseWithout<Shape extends z.core.$ZodShape>(
  schema: z.ZodObject<Shape>,
  env: Environment,
  wrong: ReadonlySet<string>,
): z.output<z.ZodObject<Shape>> {
  const right = Object.fromEntries(Object.entries(env).filter(([name]) => !wrong.has(name)));
  const required = Object.fromEntries([...wrong].map((name) => [name, true as const]));
  const result = schema.partial(required as never).safeParse(right);
  // In spite of the type, a wrong setting without a default is absent, which `check` documents.
  return (result.success ? result.data : {}) as z.output<z.ZodObject<Shape>>;
}

/** Returns one error for each setting. Zod's messages name the rule and not the value, so they contain no secret. */
function findFaults(issues: readonly z.core.$ZodIssue[], env: Environment): FieldError[] {
  const faults = new Map<string, FieldError>();
  for (const { path: names, code, message } of issues) {
    const path = names.map(String).join('.');
    if (!faults.has(path)) faults.set(path, { path, code, message: env[path] === undefined ? 'is not set' : message });
  }
  return [...faults.values()];
}
