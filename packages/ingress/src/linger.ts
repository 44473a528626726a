import type { Socket } from 'node:net';

/** How long, and how much of, an already answered request is still read, so that its sender reads the response. */
const LINGER_MS = 5_000;
const LINGER_BYTES = 64 * 1024 * 1024;
const LINGER_CHECK_MS = 250;

/**
 * Half-closes a connection and reads what still arrives for a while. Closing it with unread bytes would reset the
 * connection, and the response that is on its way would be lost.
 */
export function linger(socket: Socket): void {
  if (socket.destroyed) return;
  if (!socket.writableEnded) socket.end();
  socket.on('error', () => {});
  socket.resume();
  const takenBefore = socket.bytesRead;
  let checks = 0;
  const timer = setInterval(() => {
    checks += 1;
    if (checks * LINGER_CHECK_MS >= LINGER_MS || socket.bytesRead - takenBefore > LINGER_BYTES) socket.destroy();
  }, LINGER_CHECK_MS);
  timer.unref();
  socket.once('close', () => clearInterval(timer));
}
