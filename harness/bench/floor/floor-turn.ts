import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AskModel } from './ask-wire-model.ts';
import { streamModel, type FloorMessage } from './floor-model.ts';

export interface EventDraft {
  id: string;
  type: string;
  data: unknown;
}

/** What the loop asks of whoever holds the database. */
export interface FloorStore {
  readContext(sessionId: string): Promise<FloorMessage[]>;
  /** One commit; the events reach readers after it. */
  append(sessionId: string, events: EventDraft[]): Promise<void>;
  /** Pushed to readers and stored nowhere. */
  pushDelta(sessionId: string, data: { message_id: string; offset: number; delta: string }): void;
}

export const toDraft = (type: string, data: unknown): EventDraft => ({ id: randomUUID(), type, data });

/** The whole loop: context, model, commit; each call's tool and its commit; until the model calls no more. */
export async function runFloorTurn(store: FloorStore, sessionId: string, ask: AskModel = streamModel): Promise<void> {
  for (;;) {
    const messages = await store.readContext(sessionId);
    const messageId = randomUUID();
    const calls: { id: string; name: string; arguments: unknown }[] = [];
    let text = '';
    for await (const step of ask(messages)) {
      if (step.kind === 'call') {
        calls.push({ id: randomUUID(), name: step.name, arguments: step.arguments });
        continue;
      }
      store.pushDelta(sessionId, { message_id: messageId, offset: text.length, delta: step.text });
      text += step.text;
    }
    const answer = toDraft('output.message.completed', { message_id: messageId, text, calls });
    if (calls.length === 0) {
      await store.append(sessionId, [answer, toDraft('turn.completed', {})]);
      return;
    }
    await store.append(sessionId, [answer, ...calls.map((call) => toDraft('tool.started', { call }))]);
    await Promise.all(
      calls.map(async (call) => {
        const text = await runTool(call.arguments);
        await store.append(sessionId, [toDraft('tool.completed', { call_id: call.id, text })]);
      }),
    );
  }
}

/** The tools of the floor: `add`, and `wait`, which takes `ms`. */
async function runTool(input: unknown): Promise<string> {
  const { a, b, ms } = input as { a: number; b: number; ms?: number };
  if (ms !== undefined && ms > 0) await sleep(ms);
  return String(a + b);
}
