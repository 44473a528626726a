/** With more, requests of other people would wait: a step takes about half a millisecond of the event loop. */
const STEPS_A_ROUND = 4;

const waiting: (() => void)[] = [];
let left = STEPS_A_ROUND;
let isScheduled = false;

/**
 * Resolves when a step of a turn may begin: at once, or in a later round of the event loop if many begin in this one. A commit of many
 * sessions continues all their turns together, and what arrives meanwhile should not wait for all of them.
 */
export function waitForRound(): Promise<void> {
  schedule();
  if (left > 0 && waiting.length === 0) {
    left -= 1;
    return Promise.resolve();
  }
  return new Promise((resolve) => waiting.push(resolve));
}

function schedule(): void {
  if (isScheduled) return;
  isScheduled = true;
  setImmediate(beginRound);
}

function beginRound(): void {
  isScheduled = false;
  const next = waiting.splice(0, STEPS_A_ROUND);
  left = STEPS_A_ROUND - next.length;
  if (next.length > 0) schedule();
  for (const begin of next) begin();
}
