import { resolveCompat, type LlmStreamEvent, type ModelDriver, type RunJob } from '@everruns/core';
import { messageOf } from '@everruns/kernel';
import { hasErrorCode, type ResolvedModel } from '@everruns/schemas';
import { hasPictures, shrinkPictures, type ShrunkPictures } from './shrink-pictures.ts';

export interface PictureTools {
  model: ResolvedModel;
  copies: ShrunkPictures;
  runJob: RunJob;
}

/** The driver, given pictures of a size that its provider takes. */
export function withFittingPictures(driver: ModelDriver, { model, copies, runJob }: PictureTools): ModelDriver {
  const compat = resolveCompat(model, model.compat);
  async function* streamFitting(
    ...[request, options]: Parameters<ModelDriver['stream']>
  ): AsyncGenerator<LlmStreamEvent, void, undefined> {
    let fitting = request;
    try {
      fitting = await shrinkPictures(request, { compat, copies, runJob });
    } catch (error) {
      const isCanceled = options.signal.aborted;
      const errorClass = isCanceled ? 'canceled' : hasErrorCode(error, 'unavailable') ? 'unavailable' : 'internal';
      return yield { type: 'error', error: { class: errorClass, message: messageOf(error) } };
    }
    yield* driver.stream(fitting, options);
  }
  return {
    provider_type: driver.provider_type,
    stream: (request, options) =>
      hasPictures(request) ? streamFitting(request, options) : driver.stream(request, options),
  };
}
