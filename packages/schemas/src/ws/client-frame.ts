import { z } from 'zod';
import { DeviceName, DeviceSecret } from '../device.ts';
import { AgentId, OrganizationId, SessionId, ToolCallId } from '../ids.ts';
import { JsonValue } from '../json.ts';
import { LIMITS } from '../limits.ts';
import { BusyPolicy, Controls, InputMessage, Metadata, Tags } from '../message.ts';
import { Subject } from '../subject.ts';
import { boundedText } from '../text.ts';
import { ToolName } from '../tool.ts';

/** The name of a request, chosen by the client. It is the request's `Idempotency-Key`. */
export const RequestName = z
  .string()
  .regex(/^[\x21-\x7e]+$/, 'must be printable ASCII without spaces')
  .max(LIMITS.idempotencyKeyLength);

const sequence = z.int().nonnegative();

/** The first frame of a socket whose request had no credential: an access token or an API key. */
export const AuthFrame = z.strictObject({
  type: z.literal('auth'),
  credential: z
    .string()
    .regex(/^[\x21-\x7e]+$/, 'must be printable ASCII without spaces')
    .max(LIMITS.tokenLength),
  /** One of the organizations of the credential. */
  org_id: OrganizationId.optional(),
});

/** Names the device and the run of its program. It comes once, before every other frame but `auth`. */
export const HelloFrame = z.strictObject({
  type: z.literal('hello'),
  /** The client chooses it and keeps it. Of one device only the newest socket is open. */
  device_id: DeviceName,
  /** Another one for each run of the program: it names the process that executes calls. */
  instance_id: DeviceName,
  /** Registers the device at its first hello. From then on the device needs it. */
  secret: DeviceSecret.optional(),
  /** Calls of the sessions of this subject are offered. Default: that of new sessions of the credential. */
  subject: Subject.optional(),
  /** The tools, of those that agents declare for their clients, that this device can execute. */
  tools: z.array(ToolName).max(LIMITS.toolsPerDevice).default([]),
  /** Calls that this instance has claimed, or asked to claim, and not answered. */
  running: z.array(ToolCallId).max(LIMITS.runningPerDevice).default([]),
  /** Subscriptions that continue, each after the last event that the client has. */
  resume: z
    .array(z.strictObject({ session_id: SessionId, after_sequence: sequence }))
    .max(LIMITS.subscriptionsPerSocket)
    .default([]),
});

/** Sends a message, and streams its answer. Repeated with the same `request_id`, it is the same message and streams again. */
export const MessageFrame = z.strictObject({
  type: z.literal('message'),
  request_id: RequestName,
  /** Exactly one of these two. With an agent, a new session is made. */
  session_id: SessionId.optional(),
  agent_id: AgentId.optional(),
  content: InputMessage.shape.content,
  controls: Controls.optional(),
  busy_policy: BusyPolicy.optional(),
  metadata: Metadata.optional(),
  tags: Tags.optional(),
});

/** Takes a message back: one that nobody has read is dropped, and the turn that it started ends. Another's turn never does. */
export const CancelFrame = z.strictObject({ type: z.literal('cancel'), request_id: RequestName });

/** Asks to execute a call. The answer is `claimed`. */
export const ClaimFrame = z.strictObject({ type: z.literal('claim'), tool_call_id: ToolCallId });

/** Tells readers of the session how far a claimed call is. */
export const ProgressFrame = z.strictObject({
  type: z.literal('progress'),
  tool_call_id: ToolCallId,
  message: boundedText(LIMITS.progressBytes, 1),
});

/** The result of a claimed call, or its error. The answer is `settled`. */
export const ToolResultFrame = z.strictObject({
  type: z.literal('tool_result'),
  tool_call_id: ToolCallId,
  /** Exactly one of these two. */
  result: JsonValue.optional(),
  error: boundedText(LIMITS.toolResultBytes, 1).optional(),
});

/** Follows the events of a session. A second subscription of a session replaces the first. */
export const SubscribeFrame = z.strictObject({
  type: z.literal('subscribe'),
  session_id: SessionId,
  /** The last sequence that the client has. Default: 0, the start of the log. */
  after_sequence: z.union([z.literal('latest'), sequence]).default(0),
});

export const UnsubscribeFrame = z.strictObject({ type: z.literal('unsubscribe'), session_id: SessionId });

/** Answers `ping`. */
export const PongFrame = z.strictObject({ type: z.literal('pong') });

/** Every frame of a client, by its type. */
export const CLIENT_FRAMES = {
  auth: AuthFrame,
  hello: HelloFrame,
  message: MessageFrame,
  cancel: CancelFrame,
  claim: ClaimFrame,
  progress: ProgressFrame,
  tool_result: ToolResultFrame,
  subscribe: SubscribeFrame,
  unsubscribe: UnsubscribeFrame,
  pong: PongFrame,
} as const;

export type ClientFrameType = keyof typeof CLIENT_FRAMES;
export type ClientFrame = { [Type in ClientFrameType]: z.output<(typeof CLIENT_FRAMES)[Type]> }[ClientFrameType];
export type ClientFrameOf<Type extends ClientFrameType> = Extract<ClientFrame, { type: Type }>;
