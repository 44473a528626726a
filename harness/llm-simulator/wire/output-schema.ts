import type { JsonObject, ModelControls } from '@everruns/schemas';
import { z } from 'zod';

/** The part of each wire format that holds the schema of the output. */
export const OutputSchema = z.looseObject({ schema: z.record(z.string(), z.json()) });

/** Whether the model may call no tool. */
export function toNoTools(choice: unknown): Pick<ModelControls, 'tool_choice'> {
  return choice === 'none' ? { tool_choice: 'none' } : {};
}

export function toFormat(schema: JsonObject | undefined): Pick<ModelControls, 'response_format'> {
  return schema === undefined ? {} : { response_format: { type: 'json_schema', name: 'output', schema } };
}
