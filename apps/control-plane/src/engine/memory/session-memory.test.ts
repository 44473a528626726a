import { expect, it } from 'vitest';
import type { SessionState, TurnState } from '../state/rows.ts';
import { SessionChange } from '../state/session-change.ts';
import { SessionMemory } from './session-memory.ts';

const conversation = { throughSequence: 4, messages: [], size: 0 };
const sessionAt = (version: string) =>
  ({ id: 's', version, active_turn_id: 't', next_sequence: 5 }) as unknown as SessionState;

/** Returns what is remembered after a change that was decided from one version while another version is remembered. */
function learnFrom(decidedFrom: string, remembered: string) {
  const memory = new SessionMemory({ sessions: 10, conversations: 1_000 });
  const turn = { id: 't' } as TurnState;
  memory.keep({ session: sessionAt(remembered), agent: null, turn, atoms: [], conversation });
  memory.learn(new SessionChange(sessionAt(decidedFrom), { now: new Date(0), newId: () => 'id' }), '3');
  return memory.find('s');
}

it('what a change leaves as it was is known on only where the change was decided from the remembered version', () => {
  expect(learnFrom('2', '2')).toMatchObject({ turn: { id: 't' }, conversation: { throughSequence: 4 } });
});

it('a change that was decided from a newer version tells nothing of the conversation or the turn that is remembered', () => {
  expect(learnFrom('2', '1')).toMatchObject({ session: { version: '3' }, turn: null, conversation: null });
});
