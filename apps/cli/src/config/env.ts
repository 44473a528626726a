export type Environment = Record<string, string | undefined>;

/** The only reader of the process environment in this app. */
export function readEnvironment(): Environment {
  return { ...process.env };
}
