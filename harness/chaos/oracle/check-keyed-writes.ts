import { messageIdOf, type Evidence, type EventRow, type JournalEntry } from './evidence.ts';
import type { Violation } from './violation.ts';

/** I2: one Idempotency-Key leads to one message, one turn and one body, however often the request was sent. */
export function checkKeyedWrites({ journal, events, turns }: Evidence): Violation[] {
  const byText = Map.groupBy(events.filter(isInput), (event) => textOf(event) ?? '');
  const intents = Map.groupBy(journal, (entry) => `${entry.session_id} ${entry.key}`);
  return [...intents.values()].flatMap((tries) => {
    const [first] = tries;
    if (first === undefined) return [];
    const { session_id, key, text } = first;
    const mine = (byText.get(text) ?? []).filter((event) => event.session_id === session_id);
    const messages = new Set(mine.map(messageIdOf));
    const begun = turns.filter((turn) => messages.has(turn.input_message_id));
    const bodies = new Set(tries.filter(isAccepted).map(toComparable));
    const found: string[] = [];
    if (messages.size > 1) found.push(`made ${messages.size} messages`);
    if (begun.length > 1 && !mayTurnTwice(tries)) found.push(`made ${begun.length} turns`);
    if (bodies.size > 1) found.push(`was answered with ${bodies.size} bodies`);
    if (messages.size > 0 && wasRefused(tries)) found.push('was refused and is in the log');
    return found.map((says): Violation => ({ invariant: 'I2', session_id, says: `key ${key} ${says}` }));
  });
}

function isInput(event: EventRow): boolean {
  return event.type === 'input.message' || event.type === 'input.message.queued';
}

function textOf(event: EventRow): string | undefined {
  const data: { message?: { content?: { text?: string }[] } } = event.data;
  return data.message?.content?.[0]?.text;
}

function isAccepted({ status }: JournalEntry): boolean {
  return status !== null && status >= 200 && status <= 299;
}

/**
 * Whether there was one try and it was refused, so that nothing of it may be stored. With several tries, an earlier one
 * may commit later.
 */
function wasRefused(tries: readonly JournalEntry[]): boolean {
  const status = tries[0]?.status ?? null;
  return tries.length === 1 && status !== null && status >= 400 && status <= 499;
}

/** A steered message that no model read gets its own turn; the POST of a steer starts no turn itself. */
function mayTurnTwice(tries: readonly JournalEntry[]): boolean {
  return tries.some((entry) => isAccepted(entry) && JSON.parse(entry.body).disposition === 'steered');
}

/** Removes the turn and the output of an answer that waited, because they show the state of that moment. */
function toComparable({ body, waited }: JournalEntry): string {
  if (waited !== true) return body;
  const answer: { turn?: { id: string }; output?: unknown } = JSON.parse(body);
  return JSON.stringify({ ...answer, turn: answer.turn?.id, output: null });
}
