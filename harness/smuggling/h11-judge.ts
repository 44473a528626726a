import { spawn, spawnSync } from 'node:child_process';
import { homedir } from 'node:os';
import path from 'node:path';
import { json } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const SCRIPT = fileURLToPath(new URL('judge.py', import.meta.url));

/** The bytes of one direction of a connection. */
export type Stream =
  | { reads: 'requests'; bytes: Buffer }
  /** `asked` lists the requests that the bytes answer, in order. */
  | { reads: 'responses'; bytes: Buffer; asked: readonly { method: string; closes: boolean }[] };

const Message = z.object({
  method: z.string().default(''),
  target: z.string().default(''),
  status: z.int().default(0),
  /** Lowercase names with their values, in order. */
  headers: z.array(z.tuple([z.string(), z.string()])),
  body: z.string().transform((text) => Buffer.from(text, 'base64')),
});
export type Message = z.output<typeof Message>;

const Reading = z.object({
  messages: z.array(Message),
  /** The reason why h11 stopped reading, or null if there was no error. */
  error: z.string().nullable(),
  /** False if the remaining bytes are not a complete message. */
  isWhole: z.boolean(),
});
export type Reading = z.output<typeof Reading>;

/**
 * Returns a Python that has h11, or null: `.ci/run` creates the first of these, and Debian's package python3-h11 is for
 * the last.
 */
export function findPython(): string | null {
  const cache = process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache');
  const candidates = [path.join(cache, 'everruns/h11/bin/python3'), 'python3', '/usr/bin/python3'];
  return candidates.find((python) => spawnSync(python, ['-c', 'import h11']).status === 0) ?? null;
}

/** Returns what h11 reads in these bytes, with one reading for each stream. */
export async function readByH11(python: string, streams: readonly Stream[]): Promise<Reading[]> {
  const child = spawn(python, [SCRIPT], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(
    JSON.stringify({ streams: streams.map((each) => ({ ...each, bytes: each.bytes.toString('base64') })) }),
  );
  return z.array(Reading).parse(await json(child.stdout));
}

/** Returns the value of a header that occurs once, or null if it is absent. */
export function headerOf({ headers }: Message, name: string): string | null {
  return headers.find(([each]) => each === name)?.[1] ?? null;
}

export function closesAfter(message: Message): boolean {
  const options = message.headers.filter(([name]) => name === 'connection').map(([, value]) => value.toLowerCase());
  return options.some((value) => value.split(',').some((option) => option.trim() === 'close'));
}
