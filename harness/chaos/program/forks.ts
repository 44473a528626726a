/*
 * Like the calls beside it, a fork depends on the number of the turn in its session, and no random number is drawn for it. Its message begins with
 * `f`, so that what its model was asked is not taken for a request of the session.
 */

/** Every second answer to a fork is lost, so that the same fork is asked for again. */
export function forkSession(posted: number, prefix: string) {
  const label = `f${prefix}-${posted}`;
  const step = { kind: 'fork' as const, key: `key-${label}`, text: `${label} [[sim:words 6]]` };
  return posted % 2 === 0 ? { ...step, giveUpAfterMs: 5 } : step;
}
