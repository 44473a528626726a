import type { MessageState, SessionState, TurnState } from '@everruns/sdk';

/** A turn with its messages. */
export interface TurnGroup {
  id: string;
  turn: TurnState | null;
  messages: readonly MessageState[];
}

/** Groups the conversation into turns, in order. */
export function groupMessages({ messages, turns }: SessionState): TurnGroup[] {
  const byId = new Map(turns.map((turn) => [turn.id, turn]));
  const groups: { id: string; turn: TurnState | null; messages: MessageState[] }[] = [];
  for (const message of messages) {
    const last = groups.at(-1);
    const outside = message.role === 'agent' && last !== undefined ? last.id : message.id;
    const turnId = message.turn_id ?? outside;
    if (last?.id === turnId) last.messages.push(message);
    else groups.push({ id: turnId, turn: byId.get(turnId) ?? null, messages: [message] });
  }
  return groups;
}

/**
 * Whether both groups show the same, which holds if all their objects are identical: an event changes only the objects it
 * touches.
 */
export function isSameGroup(left: TurnGroup, right: TurnGroup): boolean {
  return (
    left.id === right.id &&
    left.turn === right.turn &&
    left.messages.length === right.messages.length &&
    left.messages.every((message, index) => message === right.messages[index])
  );
}

/** Returns how many of the first turns a fork has of another session. */
export function countInherited(groups: readonly TurnGroup[], forked: SessionState['forked']): number {
  if (forked === null) return 0;
  const own = groups.findIndex(({ messages }) => (messages[0]?.sequence ?? Infinity) > forked.sequence);
  return own < 0 ? groups.length : own;
}

/** The approximate number of characters that fill a large screen. */
const SCREENFUL = 6_000;
/** The space, in characters, that a message takes besides its text: its margins and the lines about its turn. */
const AROUND_MESSAGE = 400;

/** Returns how many of the newest turns fill a screen. */
export function countScreenful(groups: readonly TurnGroup[]): number {
  let left = SCREENFUL;
  let count = 0;
  for (const { messages } of groups.toReversed()) {
    if (left <= 0) break;
    count += 1;
    left -= messages.reduce((sum, message) => sum + AROUND_MESSAGE + countCharacters(message), 0);
  }
  return count;
}

function countCharacters({ content }: MessageState): number {
  return content.reduce((sum, part) => sum + (part.type === 'text' ? part.text.length : 0), 0);
}
