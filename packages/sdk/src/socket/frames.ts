import type { components } from '../gen/openapi.ts';
import type { SessionEvent } from '../session-event.ts';

type Server = components['schemas']['ServerFrames'];
type Client = components['schemas']['ClientFrames'];

/** The frames of the server, by their type. The envelope of `event` is that of a stream. */
type ServerFrames = Omit<Server, 'event'> & { event: Omit<Server['event'], 'event'> & { event: SessionEvent } };

/** The frames that a client reads. A type that it does not know is passed over. */
export type ServerFrame = ServerFrames[keyof ServerFrames];
export type FrameOf<Type extends ServerFrame['type']> = Extract<ServerFrame, { type: Type }>;
export type StreamFrame = FrameOf<'stream_start' | 'stream_text' | 'stream_reset' | 'stream_block' | 'stream_end'>;
/** A tool that the client executed during a request. */
export type Mutation = FrameOf<'stream_end'>['mutations'][number];

/** The frames that a client sends. */
export type ClientFrame = Client[keyof Client];
