import { z } from 'zod';
import { JsonObject } from './json.ts';
import { ToolDefinition } from './tool.ts';

export const Capability = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  status: z.enum(['available', 'coming_soon']),
  system_prompt: z.string().optional(),
  tool_definitions: z.array(ToolDefinition),
  config_schema: JsonObject.optional(),
});
export type Capability = z.infer<typeof Capability>;
