import { FinishReason, JsonObject, RetryClass, Usage } from '@everruns/schemas';
import { z } from 'zod';

const DelayMs = z.number().nonnegative().max(600_000);

/** Cut into words as it is streamed; an array is streamed in exactly these chunks. */
const Chunks = z.union([z.string(), z.array(z.string().min(1))]);

/** How many attempts of the same call meet the fault; later ones pass it by. Absent: every attempt does. */
const Times = z.int().positive().optional();

export const SimErrorClass = z.enum([...RetryClass.options, 'content_filtered']);
export type SimErrorClass = z.infer<typeof SimErrorClass>;

/** Class and status follow from each other; with neither it is a 500. */
export const ErrorStep = z.strictObject({
  class: SimErrorClass.optional(),
  status: z.int().min(400).max(599).optional(),
  retry_after_ms: DelayMs.optional(),
  message: z.string().optional(),
  times: Times,
});
export type ErrorStep = z.infer<typeof ErrorStep>;

export const ToolCallStep = z.strictObject({
  name: z.string(),
  arguments: JsonObject.default({}),
  /** The provider's id of the call; may repeat, as some providers' do. Absent: one derived from the seed. */
  id: z.string().optional(),
  /** Sent instead of `arguments`, for arguments that are no JSON object. */
  arguments_text: z.string().optional(),
});

/**
 * One step of a reply, in order:
 * - a string, or `text`: a new text part; `words`: one of so many words, derived from the seed
 * - `reasoning`: thinking; `tool_call`: a call, parallel to the others of the reply
 * - `delay_ms`: a pause; `tokens_per_second`: the pace from here on, 0 is at once
 * - `error`: before any output an HTTP error, after it an error inside the stream
 * - `break`: the stream is cut `after_chunks` chunks later; `hang`: silence until the client gives up
 * - `malformed`: a frame that cannot be parsed, then the end of the stream
 * - `finish`, `usage`: what the end of the reply says
 */
export const Step = z.union([
  z.string(),
  z.strictObject({ text: Chunks }),
  z.strictObject({ words: z.int().positive().max(100_000) }),
  z.strictObject({ reasoning: Chunks }),
  z.strictObject({ tool_call: ToolCallStep }),
  z.strictObject({ delay_ms: DelayMs }),
  z.strictObject({ tokens_per_second: z.number().nonnegative() }),
  z.strictObject({ error: ErrorStep }),
  z.strictObject({ break: z.strictObject({ after_chunks: z.int().nonnegative().default(0), times: Times }) }),
  z.strictObject({ hang: z.strictObject({ times: Times }) }),
  z.strictObject({ malformed: z.strictObject({ times: Times }) }),
  z.strictObject({ finish: FinishReason }),
  z.strictObject({ usage: Usage.partial() }),
]);
export type Step = z.infer<typeof Step>;

export const Reply = z.array(Step);
export type Reply = z.infer<typeof Reply>;

/** What the model says in the calls that follow one user message: the first call gets the first reply, and so on. */
export const Scenario = z.strictObject({ replies: z.array(Reply).min(1) });
export type Scenario = z.infer<typeof Scenario>;

/** A scenario kept by the engine, chosen by name (`[[sim:scenario NAME]]`) or by what a call looks like. */
export const RegisteredScenario = Scenario.extend({
  name: z.string(),
  match: z
    .strictObject({
      model: z.string().optional(),
      /** Found anywhere in the newest user message. */
      user_text: z.string().optional(),
    })
    .optional(),
});
export type RegisteredScenario = z.infer<typeof RegisteredScenario>;
export type RegisteredScenarioInput = z.input<typeof RegisteredScenario>;
