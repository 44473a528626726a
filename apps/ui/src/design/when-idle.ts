const PATIENCE_MS = 1_000;

/**
 * Calls the function when the page has had nothing urgent to do for a moment, or after a second or two at the latest.
 * Returns the function that cancels it.
 */
export function whenIdle(act: () => void): () => void {
  if (!('requestIdleCallback' in window)) {
    const timer = setTimeout(act);
    return () => clearTimeout(timer);
  }
  const options = { timeout: PATIENCE_MS };
  // The first idle period may only be a gap between two steps of rendering.
  let request = requestIdleCallback(() => (request = requestIdleCallback(act, options)), options);
  return () => cancelIdleCallback(request);
}
