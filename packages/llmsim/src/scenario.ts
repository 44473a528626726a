import { FinishReason, JsonObject, RetryClass, Usage } from '@everruns/schemas';
import { z } from 'zod';

const DelayMs = z.number().nonnegative().max(600_000);

/** A string is cut into words when it is streamed; an array is streamed in exactly these chunks. */
const Chunks = z.union([z.string(), z.array(z.string().min(1))]);

/** The number of attempts of the same call that have the fault; later ones do not. If absent, every attempt has it. */
const Times = z.int().positive().optional();

export const SimErrorClass = z.enum([...RetryClass.options, 'content_filtered']);
export type SimErrorClass = z.infer<typeof SimErrorClass>;

/** Class and status are derived from each other. Without either of them the error is a 500. */
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
  /** The provider's id of the call, which may repeat as it does at some providers. If absent, it is derived from the seed. */
  id: z.string().optional(),
  /** Sent instead of `arguments`, for arguments that are not a JSON object. */
  arguments_text: z.string().optional(),
});

/** A search of the web that the provider makes, as OpenAI and Anthropic do. */
export const SearchStep = z.strictObject({ query: z.string(), error: z.string().optional() });

/** Text that rests on a page of a search. It continues the text before it. */
export const CitedStep = z.strictObject({
  text: z.string().min(1),
  url: z.string(),
  title: z.string().default(''),
  cited_text: z.string().default(''),
});
export type CitedStep = z.infer<typeof CitedStep>;

/**
 * One step of a reply, in order:
 * - a string, or `text`: a new text part; `words`: a text part of that many words, derived from the seed
 * - `reasoning`: thinking; `tool_call`: a call, parallel to the others of the reply
 * - `web_search`: a search by the provider; `cited`: text that cites a page and continues the text before it
 * - `delay_ms`: a pause; `tokens_per_second`: the pace from here on, where 0 means at once
 * - `error`: an HTTP error before any output, an error inside the stream after it
 * - `break`: the stream is cut `after_chunks` chunks later; `hang`: silence until the client gives up
 * - `malformed`: a frame that cannot be parsed, then the end of the stream
 * - `finish`, `usage`: the finish reason and the token usage that the end of the reply reports
 */
export const Step = z.union([
  z.string(),
  z.strictObject({ text: Chunks }),
  z.strictObject({ words: z.int().positive().max(100_000) }),
  z.strictObject({ reasoning: Chunks }),
  z.strictObject({ tool_call: ToolCallStep }),
  z.strictObject({ web_search: SearchStep }),
  z.strictObject({ cited: CitedStep }),
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

/** The replies to the calls that follow one user message: the first call gets the first reply, and so on. */
export const Scenario = z.strictObject({ replies: z.array(Reply).min(1) });
export type Scenario = z.infer<typeof Scenario>;

/** A scenario that the engine keeps. It is chosen by name (`[[sim:scenario NAME]]`) or because it matches a call. */
export const RegisteredScenario = Scenario.extend({
  name: z.string(),
  match: z
    .strictObject({
      model: z.string().optional(),
      /** Text that may occur anywhere in the newest user message. */
      user_text: z.string().optional(),
    })
    .optional(),
});
export type RegisteredScenario = z.infer<typeof RegisteredScenario>;
export type RegisteredScenarioInput = z.input<typeof RegisteredScenario>;
