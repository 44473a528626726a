import { closesAfter, headerOf, readByH11, type Message, type Reading, type Stream } from './h11-judge.ts';
import type { Recording } from './recording-tap.ts';

/** The bytes that one client sent, and those that it read until the connection ended. */
export interface Talk {
  sent: Buffer;
  read: Buffer;
  /** Whether the client disconnected before the server had answered everything. */
  isBrokenOff: boolean;
}

export interface Findings {
  /** A sentence for each place where client, proxy and server disagree; empty if the test succeeds. */
  disagreements: string[];
  /** The answers that each client read. */
  answers: Message[][];
  /** The complete requests that reached the server. */
  passed: Message[];
  /** The number of answers from the server itself. */
  answered: number;
}

const ID = 'x-request-id';
/** Headers that a proxy must never forward. `connection` and the framing are not listed, because our own side sets them. */
const NEVER_PASSED = ['expect', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'upgrade', 'x-hop', 'x-late'];

/**
 * Checks with h11 the traffic of a proxy whose server answers with the `X-Request-Id` of each request: every request at
 * the server must be one that a client sent, and every answer at a client must belong to its request.
 */
export async function findDisagreements(
  python: string,
  { talks, recordings }: { talks: readonly Talk[]; recordings: readonly Recording[] },
): Promise<Findings> {
  const asked = [...talks.map(({ sent }) => sent), ...recordings.map((recording) => recording.asked)];
  const requests = await readByH11(
    python,
    asked.map((bytes) => ({ reads: 'requests', bytes })),
  );
  const answered = [...talks.map(({ read }) => read), ...recordings.map((recording) => recording.answered)];
  const answers = await readByH11(
    python,
    answered.map((bytes, index) => toAnswers(bytes, requests[index])),
  );
  const [sent, reached] = [requests.slice(0, talks.length), requests.slice(talks.length)];
  const [read, returned] = [answers.slice(0, talks.length), answers.slice(talks.length)];
  const passed = reached.flatMap(({ messages }) => messages);
  const known = new Set(passed.map((message) => headerOf(message, ID)));
  return {
    disagreements: [
      ...judgePassed(
        passed,
        sent.flatMap(({ messages }) => messages),
      ),
      ...reached.flatMap((reading, index) => judgeUpstream(reading, returned[index], index)),
      ...talks.flatMap((talk, index) => judgeClient(talk, { sent: sent[index], read: read[index], index })),
    ],
    answers: read.map(({ messages }) => messages),
    passed,
    answered: read.flatMap(({ messages }) => messages).filter((answer) => known.has(headerOf(answer, ID))).length,
  };
}

/** After the requests that h11 can parse there may be bytes that it cannot; they get one answer too. */
function toAnswers(bytes: Buffer, asked: Reading | undefined): Stream {
  const requests = (asked?.messages ?? []).map((message) => ({ method: message.method, closes: closesAfter(message) }));
  return { reads: 'responses', bytes, asked: [...requests, { method: 'GET', closes: false }] };
}

/** Each request that reached the server was sent by a client, is unchanged, and arrived once. */
function judgePassed(passed: readonly Message[], sent: readonly Message[]): string[] {
  const byId = new Map(sent.map((message) => [headerOf(message, ID), message]));
  const seen = new Set<string | null>();
  return passed.flatMap((message) => {
    const id = headerOf(message, ID);
    const original = byId.get(id);
    if (original === undefined) return [`${id}: nobody sent ${message.method} ${message.target}`];
    const same = ['method', 'target'] as const;
    const faults = same.filter((part) => message[part] !== original[part]).map((part) => `${id}: another ${part}`);
    if (!message.body.equals(original.body)) faults.push(`${id}: another body`);
    if (seen.has(id)) faults.push(`${id}: came twice`);
    seen.add(id);
    const leaked = NEVER_PASSED.filter((name) => headerOf(message, name) !== null);
    return [...faults, ...leaked.map((name) => `${id}: ${name} was passed on`)];
  });
}

/** A connection to the server contains complete requests, of which only the last may be cut, and their answers in order. */
function judgeUpstream(reached: Reading, returned: Reading | undefined, index: number): string[] {
  const faults = reached.error === null ? [] : [`upstream ${index}: ${reached.error}`];
  const pairs = (returned?.messages ?? []).map(
    (answer, place) => [headerOf(answer, ID), reached.messages[place]] as const,
  );
  for (const [id, request] of pairs) {
    if (request !== undefined && id !== headerOf(request, ID))
      faults.push(`upstream ${index}: ${id} answers another request`);
  }
  return faults;
}

/** Each answer that a client read is the server's for the request at that position, or a refusal that ends the connection. */
function judgeClient(
  { isBrokenOff }: Talk,
  { sent, read, index }: { sent: Reading | undefined; read: Reading | undefined; index: number },
): string[] {
  if (sent === undefined || read === undefined) return [`client ${index}: not read`];
  const faults: string[] = [];
  if (!read.isWhole && !isBrokenOff) faults.push(`client ${index}: ${read.error ?? 'bytes after the last answer'}`);
  read.messages.forEach((answer, place) => {
    const request = sent.messages[place];
    const isRefusal = headerOf(answer, 'content-type') === 'application/problem+json' && closesAfter(answer);
    if (answer.status >= 500) faults.push(`client ${index}: ${answer.status} at ${place}`);
    if (request !== undefined && headerOf(answer, ID) === headerOf(request, ID)) return;
    if (!isRefusal) faults.push(`client ${index}: ${headerOf(answer, ID)} stands in the place of ${place}`);
  });
  const last = read.messages.at(-1);
  const isEnded = last !== undefined && (closesAfter(last) || read.messages.length === sent.messages.length);
  if (!isEnded && !isBrokenOff)
    faults.push(`client ${index}: got ${read.messages.length} answers to ${sent.messages.length}`);
  return faults;
}
