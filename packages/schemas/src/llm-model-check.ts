import { z } from 'zod';
import { OptionalParameter } from './model-compat.ts';

/** `no`: the model answered without it. `refused`: the provider refused the request because of it. */
export const ProbeResult = z.enum(['yes', 'no', 'refused', 'not_tried']);
export type ProbeResult = z.infer<typeof ProbeResult>;

/** What a few short answers of a model have shown. None of it is stored. */
export const LlmModelCheck = z.object({
  /** `ok`: the model answers. `failed`: the provider refused the request, or the model's answer was empty. */
  status: z.enum(['ok', 'key_rejected', 'unreachable', 'failed']),
  /** Sentences for a person. */
  detail: z.string(),
  text: ProbeResult,
  /** The result for one tool that the model had to call. */
  tool_call: ProbeResult,
  /** `not_tried`: nothing indicates that the model reads pictures. */
  picture: ProbeResult,
  streaming: ProbeResult,
  /** `no`: the cost of its answers is not known. */
  usage_reported: ProbeResult,
  /** Parameters that requests to the model leave out: configured by hand, learned before, or just refused by name. */
  left_out_parameters: z.array(OptionalParameter),
  /** The provider's message, verbatim except for masked secrets, if it refused something. */
  provider_message: z.string().optional(),
  duration_ms: z.number().nonnegative(),
});
export type LlmModelCheck = z.infer<typeof LlmModelCheck>;
