import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AskModel } from './ask-wire-model.ts';
import { streamModel, type FloorMessage } from './floor-model.ts';

export interface EventDraft {
  id: string;
  type: string;
  data: unknown;
}

/** What the loop needs from the process that owns the database. */
export interface FloorStore {
  readContext(sessionId: string): Promise<FloorMessage[]>;
  /** Appends in one commit; readers receive the events after it. */
  append(sessionId: string, events: EventDraft[]): Promise<void>;
  /** Sends the delta to readers and does not store it. */
  pushDelta(sessionId: string, data: { message_id: string; offset: number; delta: string }): void;
}

export const toDraft = (type: string, data: unknown): EventDraft => ({ id: randomUUID(), type, data });

/**
 * Runs the whole loop: read the context, call the model, commit; run each tool call and commit it; until the model makes
 * no more calls.
 */
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

/** Runs a tool of the floor: `add`, or `wait`, which takes `ms`. */
async function runTool(input: unknown): Promise<string> {
  const { a, b, ms } = input as { a: number; b: number; ms?: number };
  if (ms !== undefined && ms > 0) await sleep(ms);
  return String(a + b);
}
