/** The query for the end of a log, which is long enough to fill a screen with turns. */
export const TAIL = { before_sequence: 999_999_999_999_999, limit: 250 };

/** Returns the paths that the page of a session requests first. */
export function listFirstRequests(sessionId: string): string[] {
  const session = `/v1/sessions/${encodeURIComponent(sessionId)}`;
  return [session, `${session}/events?before_sequence=${TAIL.before_sequence}&limit=${TAIL.limit}`];
}
