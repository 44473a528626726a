import { expect } from 'vitest';
import { checkOracle } from '../check-oracle.ts';
import type { DecisionEntry, ReceiptRow, Transcript } from '../evidence.ts';
import type { Violation } from '../violation.ts';
import { RecordedSession } from './recorded-session.ts';

/** What was seen from outside. */
export interface Told {
  transcripts?: Transcript[];
  restedAt?: number;
  requests?: { id: number; outcome: string; user_text: string }[];
  logs?: { name: string; text: string }[];
  crashes?: string[];
  decisions?: DecisionEntry[];
  receipts?: ReceiptRow[];
}

export const SECRET = 'sk-of-the-model';

export function askOracle(session: RecordedSession, more: Told = {}): Promise<Violation[]> {
  return checkOracle({
    databaseUrl: session.url,
    sessionIds: [session.id, session.family.parent],
    effects: session.effects,
    journal: session.journal,
    requests: more.requests ?? [],
    answers: [],
    decisions: more.decisions ?? [],
    receipts: more.receipts ?? session.receipts,
    logs: more.logs ?? [],
    crashes: more.crashes ?? [],
    secrets: [SECRET],
    transcripts: more.transcripts ?? [],
    lastFaultAt: Date.now(),
    restedAt: more.restedAt ?? Date.now(),
  });
}

/** One answer to somebody who decides the approval of the charge. */
export const told = (s: RecordedSession, key: string, more: Partial<DecisionEntry> = {}): DecisionEntry => ({
  session_id: s.id,
  wait_id: s.wait,
  key,
  decision: 'approve',
  status: 200,
  body: '{}',
  ...more,
});
export const refusal = (decision: string): Partial<DecisionEntry> => ({
  status: 409,
  body: JSON.stringify({ code: 'already_resolved', errors: [{ path: 'decision', message: decision }] }),
});

/** What is wrong with a session that is otherwise right, and the invariant that it breaks. */
export type Defect = [name: string, invariant: string, plant: (session: RecordedSession) => Promise<Told | void>];

export async function findsPlanted(...[, invariant, plant]: Defect): Promise<void> {
  await using session = await RecordedSession.create();
  const shown = await plant(session);
  const found = await askOracle(session, shown ?? {});
  expect(found.map((violation) => violation.invariant)).toContain(invariant);
}

export function first<T>(items: readonly T[]): T {
  const [item] = items;
  if (item === undefined) throw new Error('nothing there');
  return item;
}
