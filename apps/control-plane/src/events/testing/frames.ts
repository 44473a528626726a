import { type AttemptToken, type EphemeralDraft, ExecId, MessageId, type SessionId } from '@everruns/schemas';
import { v7 } from 'uuid';
import type { HubItem, HubSubscription } from '../hub.ts';
import { TURN } from './memory-log.ts';

export const MESSAGE = MessageId.parse('01890000-0000-5000-8000-0000000000ff');

export function tokenOf(session_id: SessionId, attempt = 1, iteration = 1): AttemptToken {
  const atom = { turn_id: TURN, iteration, kind: 'reason' as const, ordinal: 0 };
  return { atom, session_id, segment: 1, exec_id: ExecId.parse(v7()), attempt };
}

export function delta(offset: number, text: string, attempt = 1): EphemeralDraft {
  return { type: 'output.message.delta', data: { message_id: MESSAGE, attempt, part: 0, offset, delta: text } };
}

/** What a reader gets, in short: recorded events as their sequence, deltas as `offset:text`, other frames as their type. */
export function describeItem(item: HubItem): number | string {
  if (item.kind === 'recorded') return item.event.sequence;
  const { data } = JSON.parse(item.json) as { data: { offset?: number; delta?: string } };
  return data.delta === undefined ? item.type : `${data.offset}:${data.delta}`;
}

/** Keeps reading in the background. */
export function follow(subscription: HubSubscription): (number | string)[] {
  const seen: (number | string)[] = [];
  void (async () => {
    for await (const item of subscription) seen.push(describeItem(item));
  })();
  return seen;
}

/** Lets everything that is under way in memory come to its end. */
export async function settle(): Promise<void> {
  for (let round = 0; round < 20; round += 1) await new Promise((resolve) => setImmediate(resolve));
}
