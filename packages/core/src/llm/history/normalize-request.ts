import type { JsonObject } from '@everruns/schemas';
import type { Compat } from '../compat/presets.ts';
import { fitSchema } from '../compat/fit-schema.ts';
import type { LlmRequest, LlmStreamEvent } from '../driver.ts';
import { fitPictures } from '../pictures/fit-pictures.ts';
import { fillEmpty } from './fill-empty.ts';
import { pairCalls } from './pair-calls.ts';
import { renameCalls } from './rename-calls.ts';
import { renameProperties } from './rename-properties.ts';
import { renameTools } from './rename-tools.ts';
import { takeTurns } from './take-turns.ts';

export interface NormalizedRequest {
  request: LlmRequest;
  /** An event of the answer with the product's own names in it. */
  restore: (event: LlmStreamEvent) => LlmStreamEvent;
}

/**
 * A request that its provider takes, whatever a model, a person or another provider has left in the conversation. The one normalizer
 * of what goes out: pure, and the same in every request for what stays the same, so that prompt caches hold.
 */
export function normalizeRequest(request: LlmRequest, compat: Compat): NormalizedRequest {
  const filled = fillEmpty(fitPictures(request.messages, compat));
  const paired = takeTurns(pairCalls(filled), compat.user_after_tool);
  const renamed = renameTools({ tools: request.tools, messages: paired });
  const fitted = renamed.tools.map((tool) => ({ ...tool, parameters: fitSchema(tool.parameters, compat.tool_schema) }));
  const { tools, messages, restore } = compat.plain_properties
    ? renameProperties(fitted, renamed.messages)
    : { tools: fitted, messages: renamed.messages, restore: (_: string, args: JsonObject) => args };
  return {
    request: { ...request, tools, messages: renameCalls(messages, compat.call_ids) },
    restore: (event) =>
      event.type === 'tool_call'
        ? { ...event, name: renamed.restore(event.name), arguments: restore(event.name, event.arguments) }
        : event,
  };
}
