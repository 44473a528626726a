import type { ClientTools } from '../run/client-tools.ts';
import type { SessionEvent } from '../session-event.ts';
import type { SocketError } from './socket-error.ts';
import type { SocketRequest } from './socket-request.ts';

export interface ConnectOptions {
  /** The name of the device, which it keeps. Of one device only the newest socket is open. */
  deviceId: string;
  /** Registers the device at its first connection, and proves it later: at least 32 characters. */
  secret?: string;
  /** Whose calls the device is offered. Default: the subject of new sessions of the credential. */
  subject?: string;
  /** The functions that execute calls of the agents' client-side tools. */
  tools?: ClientTools;
  /** Closes the connection when it aborts. */
  signal?: AbortSignal;
  onStatus?: (status: SocketStatus) => void;
  /** Called for a refused frame that belongs to no message and to no subscription. */
  onError?: (error: SocketError) => void;
}

export type SocketStatus =
  | { state: 'connecting' }
  | { state: 'open'; epoch: number }
  | { state: 'waiting'; retry_in_ms: number };

/** Where a message goes: to a session, or to a new session of an agent. */
export type SocketTarget = { session_id: string } | { agent_id: string };

export interface SubscribeOptions {
  /** The last sequence that the reader has, or `latest` for new events only. Default: 0, the start. */
  after?: number | 'latest';
  /** Ends the subscription when it aborts. */
  signal?: AbortSignal;
}

export interface Connection {
  /** Sends a message as soon as the socket is open, and again after it was lost, until the answer has ended: it is one message. */
  send(target: SocketTarget, text: string, options?: { busy_policy?: 'queue' | 'steer' | 'interrupt' }): SocketRequest;
  /**
   * Yields the log of a session after a sequence, then new events, over this socket. It goes on after the socket was lost, and never repeats
   * or skips a recorded event. Ends with the connection and when the signal aborts. Throws `SocketError` for a session that is refused, and
   * `TypeError` for one that this connection follows already.
   */
  subscribe(sessionId: string, options?: SubscribeOptions): AsyncGenerator<SessionEvent, void, undefined>;
  /** Resolves when `close` was called or the signal aborted. Rejects with `SocketError` if connecting again would not help. */
  readonly closed: Promise<void>;
  close(): void;
}
