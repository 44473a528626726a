/** Before the next frame; a hidden page has no frames and its timers are slow, so it flushes at once. */
export function scheduleFlush(flush: () => void): void {
  if (document.hidden) queueMicrotask(flush);
  else requestAnimationFrame(flush);
}
