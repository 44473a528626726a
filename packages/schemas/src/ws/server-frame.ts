import { z } from 'zod';
import { ContentPart } from '../content-part.ts';
import { DeviceName } from '../device.ts';
import { ErrorCode } from '../errors/error-code.ts';
import { Problem } from '../errors/problem.ts';
import { MessageId, SessionId, ToolCallId, TurnId } from '../ids.ts';
import { JsonObject, JsonValue } from '../json.ts';
import { Disposition } from '../message.ts';
import { Usage } from '../usage.ts';
import { RequestName } from './client-frame.ts';

const ofRequest = { request_id: RequestName };

/** The answer to `hello`. */
export const WelcomeFrame = z.object({
  type: z.literal('welcome'),
  device_id: DeviceName,
  /** Grows with each socket of the device. */
  epoch: z.int().positive(),
  /** `ping` comes this often. */
  heartbeat_ms: z.int().positive(),
  /** `pong` must come within this time. */
  pong_ms: z.int().positive(),
});

/** The message is recorded. */
export const StreamStartFrame = z.object({
  type: z.literal('stream_start'),
  ...ofRequest,
  session_id: SessionId,
  turn_id: TurnId,
  message_id: MessageId,
  disposition: Disposition,
});

/** A piece of the answer. `offset` counts UTF-16 units within the part. A piece may repeat what the client has. */
export const StreamTextFrame = z.object({
  type: z.literal('stream_text'),
  ...ofRequest,
  message_id: MessageId,
  part: z.int().nonnegative(),
  attempt: z.int().positive(),
  offset: z.int().nonnegative(),
  delta: z.string(),
});

/** The text of older attempts of this message is void. */
export const StreamResetFrame = z.object({
  type: z.literal('stream_reset'),
  ...ofRequest,
  message_id: MessageId,
  attempt: z.int().positive(),
});

/** A part of a recorded message, whole. A text replaces what `stream_text` has told of it. */
export const StreamBlockFrame = z.object({
  type: z.literal('stream_block'),
  ...ofRequest,
  message_id: MessageId,
  part: z.int().nonnegative(),
  block: ContentPart,
});

/** A tool that the client executed during a request. */
export const Mutation = z.object({
  tool: z.string(),
  arguments: JsonObject,
  /** Exactly one of these two. */
  result: JsonValue.optional(),
  error: z.string().optional(),
});
export type Mutation = z.infer<typeof Mutation>;

/** The turn is over, or the message was taken back before it had one. */
export const StreamEndFrame = z.object({
  type: z.literal('stream_end'),
  ...ofRequest,
  status: z.enum(['completed', 'failed', 'canceled']),
  error: z.object({ code: ErrorCode, message: z.string() }).optional(),
  usage: Usage.optional(),
  mutations: z.array(Mutation),
  /** There were more mutations than fit. */
  is_cut: z.literal(true).optional(),
});

/** A call that this device could execute. Nothing may be done before it was claimed. */
export const ToolCallFrame = z.object({
  type: z.literal('tool_call'),
  tool_call_id: ToolCallId,
  session_id: SessionId,
  turn_id: TurnId,
  /** The request whose turn made the call, if it came over this socket. */
  request_id: RequestName.optional(),
  name: z.string(),
  arguments: JsonObject,
  /** Nobody can claim it later. */
  deadline: z.iso.datetime(),
});

/** The answer to `claim`, and to each call in `running`. */
export const ClaimedFrame = z.object({
  type: z.literal('claimed'),
  tool_call_id: ToolCallId,
  ok: z.boolean(),
  /** Who has it, if `ok` is false and somebody has. */
  by: z.string().optional(),
  /** The result must come before: later the outcome counts as unknown. */
  deadline: z.iso.datetime().optional(),
});

/** The call has its result. `by`: `device:<device_id>`, the caller, `expired` or `canceled`. */
export const SettledFrame = z.object({ type: z.literal('settled'), tool_call_id: ToolCallId, by: z.string() });

/** The answer to `subscribe`, and to each session in `resume`. */
export const SubscribedFrame = z.object({
  type: z.literal('subscribed'),
  session_id: SessionId,
  /** The events after this one follow. */
  after_sequence: z.int().nonnegative(),
});

/** An event of a subscribed session. `event` is its envelope, as in `GET /v1/sessions/{session_id}/events`. */
export const EventFrame = z.object({ type: z.literal('event'), session_id: SessionId, event: JsonObject });

export const PingFrame = z.object({ type: z.literal('ping') });

/** A frame was refused, or what it asked for failed. Codes are those of problem documents. */
export const ErrorFrame = z.object({
  type: z.literal('error'),
  code: ErrorCode,
  message: z.string(),
  errors: Problem.shape.errors,
  /** What the frame named, as it named it, even if that is what was wrong. */
  request_id: z.string().optional(),
  tool_call_id: z.uuid().optional(),
  session_id: z.uuid().optional(),
  /** When to try again. */
  retry_ms: z.int().nonnegative().optional(),
});

/** The server closes the socket after this. */
export const ByeFrame = z.object({
  type: z.literal('bye'),
  reason: z.enum(['deploy', 'auth_expired', 'superseded', 'device_deleted']),
  /** Null: connecting again would not help. */
  retry_ms: z.int().nonnegative().nullable(),
});

/** Every frame of the server, by its type. */
export const SERVER_FRAMES = {
  welcome: WelcomeFrame,
  stream_start: StreamStartFrame,
  stream_text: StreamTextFrame,
  stream_reset: StreamResetFrame,
  stream_block: StreamBlockFrame,
  stream_end: StreamEndFrame,
  tool_call: ToolCallFrame,
  claimed: ClaimedFrame,
  settled: SettledFrame,
  subscribed: SubscribedFrame,
  event: EventFrame,
  ping: PingFrame,
  error: ErrorFrame,
  bye: ByeFrame,
} as const;

export type ServerFrameType = keyof typeof SERVER_FRAMES;
export type ServerFrame = { [Type in ServerFrameType]: z.output<(typeof SERVER_FRAMES)[Type]> }[ServerFrameType];
export type ServerFrameOf<Type extends ServerFrameType> = Extract<ServerFrame, { type: Type }>;
