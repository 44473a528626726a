import type { Offload, OffloadFunction } from '../ports/offload.ts';

/** Runs jobs where they are asked for: what they compute is the same, and no thread has to start. */
export function createInlineOffload(): Offload {
  return {
    async run(job, input, { signal }) {
      signal?.throwIfAborted();
      const loaded: { default: OffloadFunction } = await import(job.module.href);
      const own: unknown = structuredClone(input);
      // The job's module is of the type that `job` names, and input and output cross by value as they do into a thread.
      return structuredClone(await loaded.default(own as never)) as never;
    },
  };
}
