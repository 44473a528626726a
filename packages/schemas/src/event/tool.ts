import { z } from 'zod';
import { ToolCallId } from '../ids.ts';
import { JsonObject } from '../json.ts';
import { ImagePart, ToolResultPart } from '../content-part.ts';
import { LIMITS } from '../limits.ts';
import { ToolEffect } from '../tool.ts';

const CallName = z.object({ id: ToolCallId, name: z.string() });

export const toolEvents = {
  'act.started': z.object({ iteration: z.int().positive(), tool_calls: z.array(CallName) }),
  'act.completed': z.object({
    iteration: z.int().positive(),
    success_count: z.int().nonnegative(),
    error_count: z.int().nonnegative(),
  }),
  'tool.started': z.object({ tool_call: z.object({ id: ToolCallId, name: z.string(), arguments: JsonObject }) }),
  'tool.completed': z.object({
    tool_call_id: ToolCallId,
    name: z.string(),
    success: z.boolean(),
    result: ToolResultPart,
    /** Pictures that the model sees with the result. */
    images: z.array(ImagePart).max(LIMITS.imagesPerResult).optional(),
    duration_ms: z.number().nonnegative(),
    effect: ToolEffect,
    canceled: z.boolean().optional(),
    outcome_unknown: z.boolean().optional(),
  }),
  'tool.call_requested': z.object({
    tool_calls: z.array(z.object({ id: ToolCallId, name: z.string(), arguments: JsonObject })),
  }),
  'file.written': z.object({ path: z.string(), size_bytes: z.int().nonnegative() }),
  'file.deleted': z.object({ path: z.string(), size_bytes: z.int().nonnegative() }),
};
