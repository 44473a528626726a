/** The only reader of the process environment in this app. */
export function readEnvironment(): Record<string, string | undefined> {
  return { ...process.env };
}
