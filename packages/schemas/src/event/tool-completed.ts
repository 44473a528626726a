import { omitUndefined } from '@everruns/kernel';
import type { ImagePart } from '../content-part.ts';
import type { ToolCallId } from '../ids.ts';
import type { JsonValue } from '../json.ts';
import type { ToolEffect } from '../tool.ts';
import type { EventDraft } from './catalog.ts';

/** How a tool call ended, whoever reports it. A call with an `error` has failed. */
export interface EndOfCall {
  tool_call_id: ToolCallId;
  name: string;
  result?: JsonValue | undefined;
  images?: ImagePart[] | undefined;
  error?: string | undefined;
  canceled?: boolean | undefined;
  outcome_unknown?: boolean | undefined;
  duration_ms: number;
  effect: ToolEffect;
}

/** Returns the one event that gives a tool call its one result. */
export function toToolCompleted(end: EndOfCall): EventDraft {
  const { tool_call_id, name, result, images, error, canceled, outcome_unknown, duration_ms, effect } = end;
  return {
    type: 'tool.completed',
    data: {
      tool_call_id,
      name,
      success: error === undefined,
      result: { type: 'tool_result', tool_call_id, ...omitUndefined({ result, error }) },
      duration_ms,
      effect,
      ...omitUndefined({ images, canceled, outcome_unknown }),
    },
  };
}
