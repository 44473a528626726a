import { z } from 'zod';
import { documented } from './documented.ts';
import { JsonObject } from './json.ts';
import { LIMITS } from './limits.ts';
import { boundedText } from './text.ts';
import { ToolName } from './tool.ts';

/**
 * Whether the model may, must or must not call tools. `required` and a name hold for the first answer of a turn: a model that had
 * to call a tool in every answer would never end.
 */
export const ToolChoice = z.union([z.enum(['auto', 'none', 'required']), z.strictObject({ name: ToolName })]);
export type ToolChoice = z.infer<typeof ToolChoice>;

const OutputSchema = documented(
  JsonObject.refine((schema) => JSON.stringify(schema).length <= LIMITS.outputSchemaBytes, {
    message: `must be at most ${LIMITS.outputSchemaBytes} bytes`,
  }),
  {},
);

/** `json_schema`: the last answer of the turn is JSON that the schema (JSON Schema 2020-12) accepts, or the turn fails. */
export const ResponseFormat = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text') }),
  z.strictObject({
    type: z.literal('json_schema'),
    name: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be 1 to 64 letters, digits, _ or -'),
    /** JSON Schema 2020-12, without references to other documents. */
    schema: OutputSchema,
  }),
]);
export type ResponseFormat = z.infer<typeof ResponseFormat>;

/** What a message asks of the model’s answers. A setting that the model does not take is left out, and the generation says so. */
export const ModelControls = z.strictObject({
  temperature: z.number().min(0).max(2).optional(),
  top_p: z.number().min(0).max(1).optional(),
  /** Texts at which the answer ends. */
  stop: z.array(boundedText(LIMITS.stopBytes, 1)).min(1).max(LIMITS.stops).optional(),
  tool_choice: ToolChoice.optional(),
  /** False: at most one tool call in an answer. */
  parallel_tool_calls: z.boolean().optional(),
  response_format: ResponseFormat.optional(),
});
export type ModelControls = z.infer<typeof ModelControls>;
