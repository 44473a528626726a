import type { SimConversation, SimError, SimReply, SpokenBeat } from '@everruns/llmsim';
import type { JsonObject } from '@everruns/schemas';

export type WireFormatName = 'openai_responses' | 'openai_chat' | 'anthropic_messages';

/** One server-sent event. */
export interface Frame {
  event?: string;
  data: JsonObject | string;
}

export type ParsedConversation = Omit<SimConversation, 'request_id'>;

export interface ParsedRequest {
  conversation: ParsedConversation;
  stream: boolean;
}

/** Encodes one reply in a vendor's format. It is called once for each beat, in order. */
export interface ReplyEncoder {
  /** Returns the frames before any output. */
  start(): Frame[];
  encode(beat: Exclude<SpokenBeat, { type: 'error' | 'break' | 'malformed' }>): Frame[];
  /** Returns the frames of an error after output was sent. */
  fail(error: SimError): Frame[];
  /** Returns the whole answer to a request without streaming, after the last beat. */
  toResult(): JsonObject;
}

export interface EncoderOptions {
  reply: SimReply;
  body: JsonObject;
  /** Unix time in seconds. */
  createdAt: number;
}

export interface WireFormat {
  name: WireFormatName;
  /** The suffix of the URL's path. */
  path: string;
  /** Parses a request. Throws a `ZodError` for a body that the vendor would refuse. */
  parseRequest(body: JsonObject): ParsedRequest;
  createEncoder(options: EncoderOptions): ReplyEncoder;
  toErrorBody(error: SimError): JsonObject;
  /** Set if the vendor answers 200 and reports inside the stream that the request is too long. */
  isOverflowStreamed?: true;
}

/** Splits arguments into streamed pieces of up to 16 characters. */
export function splitArguments(text: string): string[] {
  return text.match(/[\s\S]{1,16}/gu) ?? [];
}
