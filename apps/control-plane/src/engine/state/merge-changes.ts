import { formatAtomKey } from '@everruns/schemas';
import { SessionChange } from './session-change.ts';

/** Whether it goes on with a turn and does nothing else: two of these can be written as one. */
export function canMerge({ newTurns, outbox, idempotency, agent }: SessionChange): boolean {
  return newTurns.size + outbox.length === 0 && idempotency === null && agent === null;
}

/**
 * Several changes of one session, each decided from the one before, as one: it begins at the version of the first and ends in the
 * state of the last.
 */
export function mergeChanges(changes: readonly [SessionChange, ...SessionChange[]]): SessionChange {
  const [first] = changes;
  if (changes.length === 1) return first;
  const last = changes.at(-1) ?? first;
  const joined = new SessionChange(last.session, last);
  for (const change of changes) {
    joined.events.push(...change.events);
    for (const [id, turn] of change.turns) joined.turns.set(id, turn);
    for (const [key, atom] of change.newAtoms) joined.newAtoms.set(key, atom);
    for (const atom of change.atoms.values()) {
      const key = formatAtomKey(atom);
      if (joined.newAtoms.has(key)) joined.newAtoms.set(key, atom);
      else joined.saveAtom(atom);
    }
  }
  return joined;
}
