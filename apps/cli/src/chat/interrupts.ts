/**
 * Handles Ctrl-C while something runs: the first one calls `onFirst`, the second ends the process, as
 * the first would do without a listener.
 */
export function onInterrupt(onFirst: () => void): Disposable {
  let hears = 0;
  const listener = (): void => {
    hears += 1;
    if (hears > 1) process.exit(130);
    onFirst();
  };
  process.on('SIGINT', listener);
  return { [Symbol.dispose]: () => void process.off('SIGINT', listener) };
}
