const PATIENCE_MS = 1_000;

/**
 * Does it when the page has had nothing urgent to do for a moment, after a second or two in any case. Returns how to call it off.
 */
export function whenIdle(act: () => void): () => void {
  if (!('requestIdleCallback' in window)) {
    const timer = setTimeout(act);
    return () => clearTimeout(timer);
  }
  const options = { timeout: PATIENCE_MS };
  // The first time may be no more than a gap between two steps of the drawing.
  let request = requestIdleCallback(() => (request = requestIdleCallback(act, options)), options);
  return () => cancelIdleCallback(request);
}
