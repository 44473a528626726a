import { resolveCompat, type LlmStreamEvent, type ModelDriver } from '@everruns/core';
import { messageOf } from '@everruns/kernel';
import { hasErrorCode, type ResolvedModel } from '@everruns/schemas';
import { readFiles, type FileTools } from './read-files.ts';

/** The driver, given the content of the files that a conversation names. */
export function withFiles(
  driver: ModelDriver,
  { model, ...tools }: Omit<FileTools, 'compat'> & { model: ResolvedModel },
): ModelDriver {
  const compat = resolveCompat(model, model.compat);
  return {
    provider_type: driver.provider_type,
    async *stream(request, options): AsyncGenerator<LlmStreamEvent, void, undefined> {
      let filled = request;
      try {
        filled = await readFiles(request, { ...tools, compat });
      } catch (error) {
        const isCanceled = options.signal.aborted;
        const errorClass = isCanceled ? 'canceled' : hasErrorCode(error, 'unavailable') ? 'unavailable' : 'internal';
        return yield { type: 'error', error: { class: errorClass, message: messageOf(error) } };
      }
      yield* driver.stream(filled, options);
    },
  };
}
