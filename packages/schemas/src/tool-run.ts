import { z } from 'zod';
import { ToolResultPart } from './content-part.ts';
import { AgentId } from './ids.ts';
import { JsonObject } from './json.ts';
import { LIMITS } from './limits.ts';
import { CreateMessageResponse } from './message-receipt.ts';
import { utf8Length } from './text.ts';

/** Runs one call of a tool, as a turn of a session that lists leave out. */
export const RunToolRequest = z.strictObject({
  arguments: JsonObject.refine(
    (given) => utf8Length(JSON.stringify(given)) <= LIMITS.playgroundArgumentBytes,
    `must have at most ${LIMITS.playgroundArgumentBytes} bytes as JSON`,
  ).default({}),
  /** The agent whose settings, time limits and policy of the tool count. It must have the capability. */
  agent_id: AgentId.optional(),
  /** The settings of the capability, in place of the agent's. */
  config: JsonObject.optional(),
});
export type RunToolRequest = z.infer<typeof RunToolRequest>;

/** The receipt of the message that makes the call. */
export const ToolRun = CreateMessageResponse.extend({
  /** What the tool returned, for requests with `?wait=`. Absent while the call runs or waits for somebody. */
  result: ToolResultPart.optional(),
});
export type ToolRun = z.infer<typeof ToolRun>;
