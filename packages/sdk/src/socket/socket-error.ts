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

  /** The error of what was under way when the program closed the connection. */
  static ofClosed(): SocketError {
    return new SocketError({ code: 'canceled', message: 'The connection was closed.' });
  }
}

/** What it means that the server has said goodbye for good. */
export function toByeError({ reason }: FrameOf<'bye'>): SocketError {
  switch (reason) {
    case 'auth_expired':
      return new SocketError({ code: 'unauthenticated', message: 'The credential has expired or was revoked.' });
    case 'superseded':
      return new SocketError({ code: 'conflict', message: 'The device has a newer connection.' });
    default:
      return new SocketError({ code: 'not_found', message: 'The device was deleted.' });
  }
}
