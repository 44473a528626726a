import { z } from 'zod';
import { OptionalParameter } from './model-compat.ts';

/** `no`: the model answered without it. `refused`: the provider refused the request for it. */
export const ProbeResult = z.enum(['yes', 'no', 'refused', 'not_tried']);
export type ProbeResult = z.infer<typeof ProbeResult>;

/** What a few short answers of a model have shown. Nothing of it is stored. */
export const LlmModelCheck = z.object({
  /** `ok`: it answers. `failed`: the provider refused the request, or the model said nothing. */
  status: z.enum(['ok', 'key_rejected', 'unreachable', 'failed']),
  /** Sentences for a person. */
  detail: z.string(),
  text: ProbeResult,
  /** Of one tool that it was told to call. */
  tool_call: ProbeResult,
  /** `not_tried`: nothing says that the model reads pictures. */
  picture: ProbeResult,
  streaming: ProbeResult,
  /** `no`: its answers have no known cost. */
  usage_reported: ProbeResult,
  /** Parameters that are left out of requests to it: set by hand, learned before, or refused by name just now. */
  left_out_parameters: z.array(OptionalParameter),
  /** What the provider said, word for word but for secrets, where it refused something. */
  provider_message: z.string().optional(),
  duration_ms: z.number().nonnegative(),
});
export type LlmModelCheck = z.infer<typeof LlmModelCheck>;
