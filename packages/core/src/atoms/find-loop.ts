import { LIMITS, type Message, type ToolCallPart, type TurnId } from '@everruns/schemas';

/** A call that the turn has made again and again, directly one after the other and with the same result. */
export interface Loop {
  name: string;
  /** How many generations made it, two at least. */
  times: number;
}

/**
 * Returns the loop at the end of a turn, or null. Equal calls of one generation count once, because the model had not seen their
 * results. A message of a person ends a loop.
 */
export function findLoop(messages: readonly Message[], turnId: TurnId): Loop | null {
  const results = new Map<string, string>();
  let last: ToolCallPart | null = null;
  let lastResult: string | undefined;
  let times = 0;
  for (const message of messages.toReversed()) {
    if (message.turn_id !== turnId || message.role === 'user') break;
    for (const part of message.content) {
      if (part.type === 'tool_result') results.set(part.tool_call_id, JSON.stringify([part.result, part.error]));
    }
    const calls = message.content.filter((part) => part.type === 'tool_call').toReversed();
    if (calls.length === 0) continue;
    last ??= calls[0] ?? null;
    lastResult ??= results.get(last?.id ?? '');
    const same = calls.findIndex((call) => !isSame(call, last) || results.get(call.id) !== lastResult);
    if (same !== 0) times += 1;
    if (same >= 0) break;
  }
  return last === null || lastResult === undefined || times < 2 ? null : { name: last.name, times };
}

function isSame(call: ToolCallPart, other: ToolCallPart | null): boolean {
  return call.name === other?.name && JSON.stringify(call.arguments) === JSON.stringify(other.arguments);
}

/** What the model reads below the last result of a loop, or null while the loop is short. */
export function tellOfLoop(loop: Loop | null): string | null {
  if (loop === null || loop.times < LIMITS.loopTold) return null;
  const said = `You have made this call of ${loop.name} ${loop.times} times in a row, always with the same result.`;
  return `[${said} It will not change: do something else, or answer with what you know.]`;
}

/** The failure of a turn whose loop has become too long, or null. */
export function failureOfLoop(loop: Loop | null): { code: 'loop_detected'; message: string } | null {
  if (loop === null || loop.times < LIMITS.loopEnded) return null;
  const message = `The model made the same call of ${loop.name} ${loop.times} times in a row with the same result, so the turn was ended. Say what it should do instead, or change the tool or the prompt.`;
  return { code: 'loop_detected', message };
}
