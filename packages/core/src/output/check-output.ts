import { messageOf } from '@everruns/kernel';
import { hasErrorCode, isEverrunsError, type JsonObject } from '@everruns/schemas';
import { defineJob, type RunJob } from '../ports/offload.ts';
import type { OutputVerdict } from './output-schema.ts';
import type checkInThread from './check-output.job.ts';

const CHECK_OUTPUT = defineJob<typeof checkInThread>({
  name: 'check-output',
  module: new URL('./check-output.job.ts', import.meta.url),
  timeoutMs: 2_000,
  maxInputBytes: 16 * 1024 * 1024,
  sizeOf: ({ schema, text }) => 2 * ((text?.length ?? 0) + JSON.stringify(schema).length),
  subject: 'The check of the answer against its schema',
  advice: 'simplify the schema',
  field: 'controls.response_format.schema',
});

/**
 * Checks an answer against the schema that a tenant wrote, in a thread that can be killed. A check that took too long is made once more,
 * because the machine may have been busy. Rejects with `unavailable` if no thread can be had.
 */
export async function checkOutput(runJob: RunJob, schema: JsonObject, text: string): Promise<OutputVerdict> {
  const check = (): Promise<OutputVerdict> => runJob(CHECK_OUTPUT, { schema, text });
  try {
    return await check().catch((error: unknown) => {
      if (hasErrorCode(error, 'request_timeout')) return check();
      throw error;
    });
  } catch (error) {
    if (!isEverrunsError(error) || error.code === 'unavailable') throw error;
    return { isValid: null, reason: messageOf(error) };
  }
}

/** Throws `invalid_request` for a schema that is none, or that refers to another document. */
export async function assertOutputSchema(runJob: RunJob, schema: JsonObject): Promise<void> {
  await runJob(CHECK_OUTPUT, { schema, text: null });
}
