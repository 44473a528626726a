import type { Evidence } from './evidence.ts';
import type { Violation } from './violation.ts';

/** I9: no secret appears in the output of processes, in stored data, or in what readers and clients receive. */
export function checkSecrets({
  secrets,
  sessions,
  events,
  logs,
  transcripts,
  journal,
  answers,
}: Evidence): Violation[] {
  const [{ id: first } = { id: '' }] = sessions;
  const sinks = [
    ...logs.map(({ name, text }) => ({ session_id: first, name: `the log of ${name}`, text })),
    ...events.map((event) => ({ ...event, name: `event ${event.sequence}`, text: JSON.stringify(event.data) })),
    ...transcripts.map((seen) => ({ ...seen, name: `what reader ${seen.reader} saw`, text: JSON.stringify(seen) })),
    ...journal.map(({ session_id, key, body }) => ({ session_id, name: `the answer to ${key}`, text: body })),
    ...answers.map(({ session_id, request, body }) => ({ session_id, name: `the answer to ${request}`, text: body })),
  ];
  return sinks.flatMap(({ session_id, name, text }) =>
    secrets
      .filter((secret) => text.includes(secret))
      .map((secret): Violation => ({
        invariant: 'I9',
        session_id,
        says: `${name} holds the secret ${secret.slice(0, 4)}…`,
      })),
  );
}
