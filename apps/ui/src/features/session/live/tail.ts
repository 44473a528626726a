/** The end of a log: enough for a screen of turns. */
export const TAIL = { before_sequence: 999_999_999_999_999, limit: 250 };

/** What the page of a session asks for first. */
export function listFirstRequests(sessionId: string): string[] {
  const session = `/v1/sessions/${encodeURIComponent(sessionId)}`;
  return [session, `${session}/events?before_sequence=${TAIL.before_sequence}&limit=${TAIL.limit}`];
}
