const WAITS: Partial<Record<string, string>> = {
  client_tool: 'a client',
  approval: 'an approval',
  question: 'an answer',
  subagent: 'a sub-agent',
  connection: 'a login',
};

/** The kind of a wait, as a person says it. */
export function nameOfWait(kind: string): string {
  return WAITS[kind] ?? kind;
}
