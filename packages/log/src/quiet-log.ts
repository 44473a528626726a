type Write = (details: object, message: string) => void;

export interface QuietLogOptions {
  write: Write;
  /** Milliseconds of a monotonic clock. */
  monotonic: () => number;
  /** The least time between two lines of one message. */
  everyMs?: number;
}

const EVERY_MS = 10_000;

/**
 * For lines that outsiders can cause as often as they like: one per message and interval. The next line says in
 * `left_out` how many were skipped. Messages must be fixed texts, because each is remembered.
 */
export function createQuietLog({ write, monotonic, everyMs = EVERY_MS }: QuietLogOptions): Write {
  const lines = new Map<string, { nextAt: number; leftOut: number }>();
  return (details, message) => {
    const line = lines.get(message) ?? { nextAt: Number.NEGATIVE_INFINITY, leftOut: 0 };
    lines.set(message, line);
    const now = monotonic();
    if (now < line.nextAt) {
      line.leftOut += 1;
      return;
    }
    const { leftOut } = line;
    lines.set(message, { nextAt: now + everyMs, leftOut: 0 });
    write(leftOut === 0 ? details : { ...details, left_out: leftOut }, message);
  };
}
