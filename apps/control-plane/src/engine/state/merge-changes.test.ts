import { formatAtomKey } from '@everruns/schemas';
import { expect, it } from 'vitest';
import { mergeChanges } from './merge-changes.ts';
import type { AtomState, SessionState } from './rows.ts';
import { SessionChange } from './session-change.ts';

const atom = (ordinal: number, status: AtomState['status']) =>
  ({ turn_id: 't', iteration: 1, kind: 'act', ordinal, status }) as AtomState;
const changeOf = (next_sequence: number) =>
  new SessionChange({ id: 's', next_sequence } as SessionState, {
    now: new Date(0),
    newId: () => 'id',
  });

it('atoms that one change makes and a later one writes are made in the state of the last; the others are written', () => {
  const first = changeOf(1);
  first.newAtoms.set(formatAtomKey(atom(0, 'open')), atom(0, 'open'));
  first.newAtoms.set(formatAtomKey(atom(1, 'open')), atom(1, 'open'));
  const second = changeOf(2);
  second.atoms.set(formatAtomKey(atom(1, 'begun')), atom(1, 'begun'));
  second.atoms.set(formatAtomKey(atom(2, 'recorded')), atom(2, 'recorded'));
  const joined = mergeChanges([first, second]);
  const statuses = (atoms: ReadonlyMap<string, AtomState>) =>
    [...atoms.values()].map(({ ordinal, status }) => `${ordinal} ${status}`);
  expect(statuses(joined.newAtoms)).toEqual(['0 open', '1 begun']);
  expect(statuses(joined.atoms)).toEqual(['2 recorded']);
  expect(joined.session.next_sequence).toBe(2);
});
