import { toEndReason } from '@everruns/answer-reader';
import type { EndReason } from '@everruns/core';

/** `pause_turn` and unknown reasons are `other`. */
export function mapFinishReason(stopReason: string | undefined): EndReason {
  return toEndReason(stopReason);
}
