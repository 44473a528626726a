import type { ErrorCode } from '../nouns.ts';
import type { FrameOf } from './frames.ts';

/** The server refused a frame, or closed the socket for good. `code` is from the same set as the codes of the API's errors. */
export class SocketError extends Error {
  override readonly name = 'SocketError';
  readonly code: ErrorCode;
  readonly requestId: string | null;
  readonly toolCallId: string | null;

  constructor({ code, message, request_id, tool_call_id }: Omit<FrameOf<'error'>, 'type'>) {
    super(message);
    this.code = code;
    this.requestId = request_id ?? null;
    this.toolCallId = tool_call_id ?? null;
  }
}
