import type { AgentRunner, DispatchedSegment } from '../../ports/runner.ts';
import type { FairSlots } from '../fair-slots.ts';

export interface AdmissionDeps {
  slots: FairSlots;
  /** Delivers a segment that had to wait. */
  dispatch(this: void, segment: DispatchedSegment): void;
}

export interface AdmittingRunner extends AgentRunner {
  noteOver: FairSlots['noteOver'];
}

/**
 * Hands segments to a runner whose workers serve all organizations in one queue: only as many as the workers can run, so that what an
 * organization sends beyond its share waits here and not before the turns of the others.
 */
export function admitFairly(runner: AgentRunner, { slots, dispatch }: AdmissionDeps): AdmittingRunner {
  let isClosing = false;
  // Each delivery takes a slot at once, or comes back to the end of its line.
  const startWaiting = (): void => {
    if (isClosing) return;
    for (let left = slots.waiting; left > 0; left -= 1) {
      const next = slots.takeNext();
      if (next === null) return;
      dispatch(next);
    }
  };
  return {
    name: runner.name,
    ...(runner.listPollers === undefined ? {} : { listPollers: () => runner.listPollers?.() ?? Promise.resolve([]) }),
    stop: (turnId, segment, reason) => runner.stop(turnId, segment, reason),
    reconcile: (segments) => runner.reconcile(segments),
    async start(segment) {
      if (!slots.take(segment.org_id, segment.turn_id)) {
        slots.wait(segment);
        return 'busy';
      }
      try {
        return await runner.start(segment);
      } catch (error) {
        slots.release(segment.turn_id);
        throw error;
      }
    },
    noteRunning(turns) {
      slots.noteRunning(turns);
      startWaiting();
    },
    noteOver(orgId, turnId) {
      slots.noteOver(orgId, turnId);
      startWaiting();
    },
    async close(signal) {
      isClosing = true;
      slots.clearWaiting();
      await runner.close(signal);
    },
  };
}
