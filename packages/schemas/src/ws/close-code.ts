/** With which codes the server closes a socket (RFC 6455, 7.4). The codes of the protocol itself come from the library. */
export const CLOSE_CODES = {
  /** Frames that RFC 6455 forbids: reserved bits, missing masks, wrong fragments. */
  protocolError: 1002,
  /** A binary frame. */
  unsupported: 1003,
  /** Text that is not UTF-8. */
  notUtf8: 1007,
  /** No credential, a wrong one or one that has ended; a wrong secret; a frame that may not come yet. */
  refused: 1008,
  tooBig: 1009,
  /** The server restarts. */
  restart: 1012,
  /** A limit of sockets is reached. */
  tryLater: 1013,
  /** The device has a newer socket, or was deleted. */
  superseded: 4000,
} as const;
