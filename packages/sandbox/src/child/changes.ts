import type { ChangeLimits } from '../frames.ts';
import { sendDeleted, sendWritten, type Files } from './channel.ts';

/** Thrown when a program did more than the sandbox hands back. */
export class Refusal extends Error {}

/** Thrown when an engine stopped the program. */
export class LimitReached extends Error {
  readonly limit: 'time' | 'memory';

  constructor(limit: 'time' | 'memory') {
    super(`the program reached its limit of ${limit}`);
    this.limit = limit;
  }
}

const MB = 1024 * 1024;

/** As JSON in the last frame, which may have a megabyte. */
const VALUE_BYTES = MB / 2;

/** Throws `Refusal` for a value that is longer than a frame. */
export function assertValueFits(value: string | null): void {
  if (value === null || Buffer.byteLength(JSON.stringify(value)) <= VALUE_BYTES) return;
  throw new Refusal(`The value of the program has more than ${VALUE_BYTES / 1024} KB. Write it to a file instead.`);
}

/** Sends what differs between two sets of files. Throws `Refusal` before anything is sent, if it is too much. */
export function sendChanges(before: Files, after: Files, limits: ChangeLimits): void {
  const written = [...after].filter(([path, bytes]) => !isSame(before.get(path), bytes));
  const deleted = [...before.keys()].filter((path) => !after.has(path));
  if (written.length + deleted.length > limits.files) {
    throw new Refusal(
      `The program changed ${written.length + deleted.length} files; at most ${limits.files} are kept.`,
    );
  }
  const tooLarge = written.find(([, bytes]) => bytes.length > limits.fileBytes);
  if (tooLarge !== undefined) {
    throw new Refusal(`The program wrote ${tooLarge[0]} with more than ${limits.fileBytes / MB} MB.`);
  }
  if (written.reduce((sum, [, bytes]) => sum + bytes.length, 0) > limits.bytes) {
    throw new Refusal(`The program wrote more than ${limits.bytes / MB} MB to files.`);
  }
  for (const path of deleted) sendDeleted(path);
  for (const [path, bytes] of written) sendWritten(path, bytes);
}

function isSame(before: Uint8Array | undefined, after: Uint8Array): boolean {
  return before !== undefined && before.length === after.length && Buffer.compare(before, after) === 0;
}

/** What is below `/tmp` is scratch. */
export function isKept(path: string): boolean {
  return !path.startsWith('/tmp/');
}
