import type { JsonObject } from '@everruns/schemas';
import type { Compat } from '../compat/presets.ts';
import { fitSchema } from '../compat/fit-schema.ts';
import type { LlmRequest, LlmStreamEvent } from '../driver.ts';
import { fitFiles } from '../files/fit-files.ts';
import { fitPictures } from '../pictures/fit-pictures.ts';
import { fillEmpty } from './fill-empty.ts';
import { fitControls } from './fit-controls.ts';
import { pairCalls } from './pair-calls.ts';
import { renameCalls } from './rename-calls.ts';
import { renameProperties } from './rename-properties.ts';
import { renameTools } from './rename-tools.ts';
import { takeTurns } from './take-turns.ts';

export interface NormalizedRequest {
  request: LlmRequest;
  /** Returns the event with the product's own names. */
  restore: (event: LlmStreamEvent) => LlmStreamEvent;
}

/**
 * Returns a request that its provider accepts, whatever a model, a person or another provider has left in the conversation. It is
 * the only normalizer of requests. It is pure, and equal parts give equal output, so that prompt caches hold.
 */
export function normalizeRequest(request: LlmRequest, compat: Compat): NormalizedRequest {
  const filled = fillEmpty(fitFiles(fitPictures(request.messages, compat), compat));
  const paired = takeTurns(pairCalls(filled), compat.user_after_tool);
  const renamed = renameTools({ tools: request.tools, messages: paired });
  const fitted = renamed.tools.map((tool) => ({ ...tool, parameters: fitSchema(tool.parameters, compat.tool_schema) }));
  const { tools, messages, restore } = compat.plain_properties
    ? renameProperties(fitted, renamed.messages)
    : { tools: fitted, messages: renamed.messages, restore: (_: string, args: JsonObject) => args };
  const controls = fitControls(request, tools);
  const { web_search: search, ...rest } = request;
  return {
    request: {
      ...rest,
      ...(search !== undefined && compat.web_search ? { web_search: search } : {}),
      tools,
      messages: renameCalls(messages, compat.call_ids),
      ...(controls && { controls }),
    },
    restore: (event) =>
      event.type === 'tool_call'
        ? { ...event, name: renamed.restore(event.name), arguments: restore(event.name, event.arguments) }
        : event,
  };
}
