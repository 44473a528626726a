/** Shorter lines are not counted, because thousands of streams hold the beginning of a short line. */
const FREE_LINE_BYTES = 64 * 1024;

/**
 * The unfinished lines of all bodies that are being read. A reader by lines, or of one whole document, holds these
 * bytes in memory, so that one line and all of them together are bounded.
 */
export interface PendingLines {
  /** Says how long a body's unfinished line is by now. `cut` is called, at most once, when it is the one that has to go. */
  hold(body: object, bytes: number, cut: () => void): void;
  release(body: object): void;
}

export interface PendingLineLimits {
  maxLineBytes: number;
  maxTotalBytes: number;
}

export function createPendingLines({ maxLineBytes, maxTotalBytes }: PendingLineLimits): PendingLines {
  const held = new Map<object, { bytes: number; cut: () => void }>();
  let totalBytes = 0;

  const release = (body: object): void => {
    totalBytes -= held.get(body)?.bytes ?? 0;
    held.delete(body);
  };
  const cutLongest = (): void => {
    const [longest] = [...held].sort(([, left], [, right]) => right.bytes - left.bytes);
    if (longest === undefined) return;
    release(longest[0]);
    longest[1].cut();
  };
  return {
    hold(body, bytes, cut) {
      release(body);
      if (bytes <= FREE_LINE_BYTES) return;
      held.set(body, { bytes, cut });
      totalBytes += bytes;
      if (bytes > maxLineBytes) {
        release(body);
        cut();
      } else if (totalBytes > maxTotalBytes) cutLongest();
    },
    release,
  };
}
