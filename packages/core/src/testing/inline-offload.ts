import type { Offload, OffloadFunction, RunJob } from '../ports/offload.ts';

/** Runs jobs in the caller's thread. The results are the same, and no thread has to start. */
export function createInlineOffload(): Offload {
  return {
    async run(job, input, { signal }) {
      signal?.throwIfAborted();
      const loaded: { default: OffloadFunction } = await import(job.module.href);
      const own: unknown = structuredClone(input);
      // The job's module has the type that `job` names. Input and output are copied, as they are for a thread.
      return structuredClone(await loaded.default(own as never)) as never;
    },
  };
}

/** `createInlineOffload` for one caller. */
export function createInlineRunJob(): RunJob {
  const offload = createInlineOffload();
  return (job, input) => offload.run(job, input, { tenant: 'org-1' });
}
