import type { MessageState, SessionState, TurnState } from '@everruns/sdk';

/** A turn with what was said in it. */
export interface TurnGroup {
  id: string;
  turn: TurnState | null;
  messages: readonly MessageState[];
}

/** The conversation in turns, in order. */
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

/** Whether both show the same: what an event does not touch is the very same object. */
export function isSameGroup(left: TurnGroup, right: TurnGroup): boolean {
  return (
    left.id === right.id &&
    left.turn === right.turn &&
    left.messages.length === right.messages.length &&
    left.messages.every((message, index) => message === right.messages[index])
  );
}

/** Characters that fill a large screen, about. */
const SCREENFUL = 6_000;
/** What a message takes beside its text: its margins, and the lines that tell of the turn. */
const AROUND_MESSAGE = 400;

/** How many of the newest turns fill a screen. */
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
