import { writeCall } from '../../llm-simulator/write-call.ts';

/*
 * Calls that turns make besides those that are drawn. They depend on the number of the turn in its session, and no random number is drawn for
 * them, so that the programs of old seeds stay the same.
 */

/** Every second turn begins with an immediate call, and every fourth has one beside its other calls. */
export function tally(posted: number, label: string): string {
  const call = writeCall('tally', { label: `${label}t` });
  if (posted % 2 === 1) return `${call}${NEXT}`;
  return posted % 4 === 0 ? call : '';
}

/** Every sixth turn begins with a model that is unreachable. */
export function outOfReach(posted: number): string {
  return posted % 6 === 3 ? '[[sim:error 429 retry_after_ms=1 times=6]]' : '';
}

/** Turns whose calls wait for people: one that has to be approved, a question, and both beside a call of the client. */
export function askPeople(posted: number, label: string): string {
  const buy = writeCall('buy', { label: `${label}p` });
  const ask = writeCall('ask_user', { question: 'Which one?' });
  if (posted % 5 === 2) return `${buy}${NEXT}`;
  if (posted % 5 === 4) return `${ask}${NEXT}`;
  return posted % 5 === 0 ? `${buy}${ask}${writeCall('ask', {})}${NEXT}` : '';
}

/**
 * Turns that give tasks to sub-agents: one whose work has a side effect, and two at once, of which one waits for people and its client and the
 * other has a sub-agent of its own.
 */
export function giveTasks(posted: number, label: string): string {
  const [own, upper, lower] = [`${label}-own`, `${label}-upper`, `${label}-lower`];
  if (posted % 4 === 1) return `${task(own, `${writeCall('charge', { label: own })}${NEXT}`)}${NEXT}`;
  if (posted % 4 !== 3) return '';
  const waiting = `${writeCall('buy', { label: own })}${writeCall('ask', {})}${NEXT}`;
  const nested = task(lower, `${writeCall('save', { label: lower })}${NEXT}`);
  return `${task(own, waiting)}${task(upper, `${nested}${NEXT}`)}${NEXT}`;
}

/** Turns that call a server of tools which wants a login: the tool that asks for it while there is none, and one of its own afterwards. */
export function callServer(posted: number, label: string, server: string): string {
  if (posted % 3 === 1) return `${writeCall(`${server}__sign_in`, {})}${NEXT}`;
  return posted % 3 === 2 ? `${writeCall(`${server}__echo`, { text: label })}${NEXT}` : '';
}

const NEXT = '[[sim:next]]';

/** A call that gives a sub-agent a message of this name, which says what its model does. */
function task(label: string, directives: string): string {
  return writeCall('task', { agent: 'helper', prompt: `${label} ${directives}[[sim:words 5]]` });
}
