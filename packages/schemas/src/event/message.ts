import { z } from 'zod';
import { MessageId, ToolCallId, TurnId } from '../ids.ts';
import { JsonValue } from '../json.ts';
import { BusyPolicy, Message } from '../message.ts';

const position = z.int().positive();

export const messageEvents = {
  'input.message': z.object({ message: Message }),
  'input.message.queued': z.object({ message: Message, policy: BusyPolicy, position: position.optional() }),
  'input.message.updated': z.object({ message: Message, position: position.optional() }),
  'input.message.moved': z.object({ message_id: MessageId, position }),
  'input.message.dropped': z.object({ message_id: MessageId, by: z.string() }),
  'input.received': z.object({ message_id: MessageId }),
  'output.message.started': z.object({ message_id: MessageId }),
  'output.message.completed': z.object({
    message: Message,
    /** The JSON of the answer, where the message asked for a format and the answer keeps to it. */
    parsed: JsonValue.optional(),
  }),
};

/** The frames of a message. `offset` counts UTF-16 units within the part. */
export const ephemeralMessageEvents = {
  'output.message.delta': z.object({
    message_id: MessageId,
    attempt: z.int().positive(),
    part: z.int().nonnegative(),
    offset: z.int().nonnegative(),
    delta: z.string(),
  }),
  'output.message.reset': z.object({ message_id: MessageId, attempt: z.int().positive() }),
  'reason.thinking.delta': z.object({
    message_id: MessageId,
    attempt: z.int().positive(),
    offset: z.int().nonnegative(),
    delta: z.string(),
  }),
  'tool.output.delta': z.object({
    tool_call_id: ToolCallId,
    attempt: z.int().positive(),
    offset: z.int().nonnegative(),
    delta: z.string(),
  }),
  'tool.progress': z.object({
    tool_call_id: ToolCallId,
    attempt: z.int().positive(),
    message: z.string(),
    turn_id: TurnId.optional(),
  }),
};
