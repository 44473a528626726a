import { formatAtomKey } from '@everruns/schemas';
import { SessionChange } from './session-change.ts';

/** Whether a change only continues a turn: two such changes can be written as one. */
export function canMerge({
  newTurns,
  outbox,
  newWaits,
  endedWaits,
  deliveries,
  idempotency,
  agent,
}: SessionChange): boolean {
  const others = newTurns.size + outbox.length + newWaits.length + endedWaits.length + deliveries.length;
  return others === 0 && idempotency === null && agent === null;
}

/**
 * Merges several changes of one session, each decided from the one before. The result begins at the version of the first and ends in the
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
