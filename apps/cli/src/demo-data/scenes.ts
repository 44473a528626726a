import { DEMO_QUESTIONS as ASK } from '@everruns/worker/demo-models';
import type { DemoAgent } from './demo-agents.ts';

/** A session of the demo. */
export interface Scene {
  agent: DemoAgent;
  /** How long ago it happened. */
  daysAgo: number;
  says: readonly string[];
  /**
   * What becomes of the last message beyond an answer: somebody stops the turn, or decides what it asks, or nobody does; or the
   * process that runs it is killed; or it is asked otherwise in forks.
   */
  ends?: 'stop' | 'approve' | 'deny' | 'leave' | 'kill' | 'fork';
  tags?: readonly string[];
}

const NOTE =
  'Monday: the crates for the move came in the morning, two more than were ordered, and the second floor has to be empty by noon. ';
const NOTES = `${ASK.report}\n\n${NOTE.repeat(120)}`;

/** Each state that a turn can be in, once or twice. */
const STATES: readonly Scene[] = [
  { agent: 'clerk', daysAgo: 0, says: [ASK.client], ends: 'leave' },
  { agent: 'desk', daysAgo: 0, says: [ASK.approval], ends: 'leave' },
  { agent: 'desk', daysAgo: 0, says: [ASK.question], ends: 'leave' },
  { agent: 'clerk', daysAgo: 0, says: ['What is the weather in Madrid?', 'And in Porto?'], ends: 'fork' },
  { agent: 'desk', daysAgo: 0.2, says: [ASK.takeOver], ends: 'kill', tags: ['survived'] },
  { agent: 'desk', daysAgo: 0.3, says: [ASK.retry] },
  { agent: 'clerk', daysAgo: 1, says: [ASK.refused], tags: ['urgent'] },
  { agent: 'clerk', daysAgo: 1.1, says: [ASK.plan, 'What is the weather in Lisbon?'] },
  { agent: 'night', daysAgo: 1.2, says: [ASK.fallback] },
  { agent: 'scout', daysAgo: 1.3, says: [ASK.subagents] },
  { agent: 'clerk', daysAgo: 2, says: [ASK.plan, ASK.cancel], ends: 'stop' },
  { agent: 'reporter', daysAgo: 2.1, says: [NOTES, `And of these: ${NOTES}`] },
  { agent: 'desk', daysAgo: 2.4, says: [ASK.approval], ends: 'approve' },
  { agent: 'desk', daysAgo: 3.2, says: [ASK.approval], ends: 'deny' },
  { agent: 'clerk', daysAgo: 3.3, says: [ASK.brokenTool] },
  { agent: 'desk', daysAgo: 4.1, says: [ASK.steps] },
  { agent: 'clerk', daysAgo: 4.4, says: [ASK.refused, 'What can you do?'] },
  { agent: 'desk', daysAgo: 5.2, says: [ASK.retry] },
  { agent: 'night', daysAgo: 6.1, says: [ASK.fallback] },
];

/** What is asked every day. */
const USUAL: readonly Omit<Scene, 'daysAgo'>[] = [
  { agent: 'desk', says: [ASK.refund] },
  { agent: 'desk', says: [ASK.ledger] },
  { agent: 'clerk', says: ['What is the weather in Porto, and what time is it in Lisbon?'] },
  { agent: 'desk', says: ['What is 17 * 2389.50?', 'What is 40 + 2?'] },
];
const DAYS = [0.1, 1.4, 2.2, 3.1, 4.2, 5.1, 6.2];

/** Every session of the week, the oldest first. */
export const SCENES: readonly Scene[] = [
  ...STATES,
  ...DAYS.flatMap((daysAgo, day) =>
    USUAL.slice(day % 2).map((scene, index) => ({ ...scene, daysAgo: daysAgo + index / 50 })),
  ),
].toSorted((left, right) => right.daysAgo - left.daysAgo);
