import * as wire from '../wire.ts';

/** Both ends of the stream write bytes, so that they know a message's size before gRPC would break the stream for it. */
export function encodeClientFrame(frame: NonNullable<wire.EmitEventStreamRequest['frame']>): Buffer {
  return viewOf(wire.EmitEventStreamRequest.encode({ frame }).finish());
}

export function encodeServerFrame(frame: NonNullable<wire.EmitEventStreamResponse['frame']>): Buffer {
  return viewOf(wire.EmitEventStreamResponse.encode({ frame }).finish());
}

/** Returns a view of the same memory, without a copy. */
function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
