import { z } from 'zod';
import { documented } from './documented.ts';
import { ToolCallId } from './ids.ts';
import { JsonValue } from './json.ts';
import { LIMITS } from './limits.ts';
import { Disposition, Message } from './message.ts';
import { boundedText } from './text.ts';
import { Turn } from './turn.ts';

/** The receipt of a posted message: the message's own fields, flat, and the turn that it started or joined. */
export const CreateMessageResponse = Message.extend({
  turn: Turn,
  disposition: Disposition,
  /** The turn's messages so far, for requests with `?wait=`. */
  output: z.array(Message).optional(),
});
export type CreateMessageResponse = z.infer<typeof CreateMessageResponse>;

/** The results of the client's own tools. The first result of a call wins. */
export const CreateToolResultsRequest = z.strictObject({
  tool_results: z
    .array(
      documented(
        z
          .strictObject({
            tool_call_id: ToolCallId,
            result: JsonValue.optional(),
            error: boundedText(LIMITS.toolResultBytes, 1).optional(),
          })
          .refine((given) => (given.result === undefined) !== (given.error === undefined), {
            message: 'give exactly one of result and error',
          }),
        { alternatives: [['result'], ['error']] },
      ),
    )
    .min(1)
    .max(LIMITS.toolCallsPerGeneration),
});
export type CreateToolResultsRequest = z.infer<typeof CreateToolResultsRequest>;

export const CreateToolResultsResponse = z.object({ accepted: z.array(ToolCallId) });
export type CreateToolResultsResponse = z.infer<typeof CreateToolResultsResponse>;
