import { terminalStatusOf, type ClientAnswer, type EventRow, type Evidence, type ForkRow } from './evidence.ts';
import type { Violation } from './violation.ts';

const ASKED = 'POST /fork ';

/**
 * I19: a fork that was answered is there, once for its key; its log is that of its parent up to the place where it was made, and goes on by itself; no call in it
 * is without its result, and the message that was sent to it has one turn, which ends.
 */
export function checkForks({ answers, events, forks }: Evidence): Violation[] {
  const asked = Map.groupBy(
    answers.filter(({ request }) => request.startsWith(ASKED)),
    ({ request }) => request,
  );
  const parents = Map.groupBy(events, (event) => event.session_id);
  return [
    ...[...asked].flatMap(([request, tries]) => checkKey(request, tries, forks)),
    ...checkNumber(
      [...asked.values()].map(([first]) => first),
      forks,
    ),
    ...forks.flatMap((fork) => checkFork(fork, parents.get(fork.from_session_id) ?? [])),
  ];
}

interface Made {
  id: string;
  message: { id: string; turn: { id: string } };
}

function checkKey(request: string, tries: readonly ClientAnswer[], forks: readonly ForkRow[]): Violation[] {
  const made = tries.filter(({ status }) => status === 201).map(({ body }): Made => JSON.parse(body));
  const [first] = made;
  const session_id = tries[0]?.session_id ?? '';
  if (first === undefined) return [];
  const found: string[] = [];
  if (made.some(({ id, message }) => id !== first.id || message.id !== first.message.id))
    found.push(`${request} was answered with different forks`);
  const fork = forks.find(({ id }) => id === first.id);
  if (fork === undefined) found.push(`${request} was answered, and the fork is not there`);
  const ends = fork?.log.filter(
    (event) => event.turn_id === first.message.turn.id && terminalStatusOf(event) !== undefined,
  );
  if (ends !== undefined && ends.length !== 1) found.push(`the turn of ${request} has ${ends.length} ends`);
  return found.map((says): Violation => ({ invariant: 'I19', session_id, says }));
}

/** A key whose answers were all lost may have made one fork, and never two. */
function checkNumber(keys: readonly (ClientAnswer | undefined)[], forks: readonly ForkRow[]): Violation[] {
  const made = Map.groupBy(forks, (fork) => fork.from_session_id);
  return [...made].flatMap(([session_id, { length }]): Violation[] => {
    const wanted = keys.filter((key) => key?.session_id === session_id).length;
    return length <= wanted ? [] : [{ invariant: 'I19', session_id, says: `has ${length} forks for ${wanted} keys` }];
  });
}

function checkFork({ id, at_sequence, next_sequence, log }: ForkRow, parent: readonly EventRow[]): Violation[] {
  const found: string[] = [];
  if (log.some(({ sequence }, index) => sequence !== index + 1) || next_sequence !== log.length + 1)
    found.push(`its log of ${log.length} events is not dense up to ${next_sequence - 1}`);
  const differs = log.slice(0, at_sequence).findIndex((event, index) => !isSame(event, parent[index]));
  if (differs >= 0) found.push(`event ${differs + 1} is not that of its parent`);
  if (log[at_sequence]?.type !== 'session.forked') found.push(`its own log begins with ${log[at_sequence]?.type}`);
  for (const [call, results] of countResults(log)) if (results !== 1) found.push(`call ${call} has ${results} results`);
  return found.map((says): Violation => ({ invariant: 'I19', session_id: id, says }));
}

function isSame(event: EventRow, other: EventRow | undefined): boolean {
  const fields = ({ id, sequence, type, turn_id, data }: EventRow) =>
    JSON.stringify([id, sequence, type, turn_id, data]);
  return other !== undefined && fields(event) === fields(other);
}

function countResults(log: readonly EventRow[]): Map<string, number> {
  const results = new Map<string, number>();
  for (const { type, data } of log) {
    if (type === 'tool.completed') {
      const id = String(data['tool_call_id']);
      results.set(id, (results.get(id) ?? 0) + 1);
    }
    if (type !== 'output.message.completed') continue;
    const { message }: { message?: { content: { type: string; id: string }[] } } = data;
    for (const part of message?.content ?? [])
      if (part.type === 'tool_call') results.set(part.id, results.get(part.id) ?? 0);
  }
  return results;
}
