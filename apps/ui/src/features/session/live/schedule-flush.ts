/** Flushes before the next frame. A hidden page has no frames and slow timers, so it flushes at once. */
export function scheduleFlush(flush: () => void): void {
  if (document.hidden) queueMicrotask(flush);
  else requestAnimationFrame(flush);
}
