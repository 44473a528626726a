import type { Evidence } from './evidence.ts';
import type { Violation } from './violation.ts';

/** I10, from the clients' side: there is no 5xx except the 503 of an outage. */
export function checkAnswers({ journal, answers }: Evidence): Violation[] {
  const posts = journal.map((entry) => ({ ...entry, request: `the message with key ${entry.key}` }));
  return [...posts, ...answers].flatMap(({ session_id, status, body, request }): Violation[] => {
    if (status === null || status < 500 || status === 503) return [];
    return [{ invariant: 'I10', session_id, says: `${request} was answered ${status} ${body.slice(0, 200)}` }];
  });
}
