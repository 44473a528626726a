import { z } from 'zod';
import { wholeNumber } from './kinds.ts';

/** The limits of model calls, for every process that makes them. */
export const ModelLimitsEnvironment = z.object({
  MODEL_FIRST_BYTE_SECONDS: wholeNumber({ min: 1, max: 3_600, fallback: 90 }).describe(
    'How long a hosted model may take until its answer begins; then the call is made again',
  ),
  MODEL_FIRST_BYTE_LOCAL_SECONDS: wholeNumber({ min: 1, max: 3_600, fallback: 600 }).describe(
    'The same for a model on this machine or in a private network, which reads a long prompt before it says anything',
  ),
  MODEL_SILENCE_SECONDS: wholeNumber({ min: 1, max: 3_600, fallback: 300 }).describe(
    'How long a model may be silent once its answer has begun, as while it reasons; then the call is made again',
  ),
  MODEL_CALLS_PER_PROVIDER: wholeNumber({ min: 0, max: 10_000, fallback: 0 }).describe(
    'Calls of one provider at a time in this process; others wait in line. 0: as many as there are',
  ),
});

export interface ModelLimits {
  firstByteMs: number;
  firstByteLocalMs: number;
  silenceMs: number;
  /** 0 means no limit. */
  callsPerProvider: number;
}

export function toModelLimits(env: z.output<typeof ModelLimitsEnvironment>): ModelLimits {
  return {
    firstByteMs: env.MODEL_FIRST_BYTE_SECONDS * 1_000,
    firstByteLocalMs: env.MODEL_FIRST_BYTE_LOCAL_SECONDS * 1_000,
    silenceMs: env.MODEL_SILENCE_SECONDS * 1_000,
    callsPerProvider: env.MODEL_CALLS_PER_PROVIDER,
  };
}

/** The defaults. */
export const DEFAULT_MODEL_LIMITS: ModelLimits = toModelLimits(ModelLimitsEnvironment.parse({}));
