import { judgesFigures } from '@everruns/kernel/testing';
import type { Sandbox, SandboxCommand } from '@everruns/core';
import { isEverrunsError } from '@everruns/schemas';
import type { Trap } from './open-trap.ts';
import type { Trick } from './read-tricks.ts';

const MB = 1024 * 1024;
const LIMITS = {
  bash: { timeoutMs: 3_000, memoryBytes: 256 * MB },
  javascript: { timeoutMs: 2_000, memoryBytes: 128 * MB },
  python: { timeoutMs: 4_000, memoryBytes: 512 * MB },
} as const;
const NOTE = { path: '/notes/a.txt', bytes: new Uint8Array(Buffer.from('one\ntwo\n')) };
/** The codes of a clear error of the sandbox. */
const CODES = ['request_timeout', 'payload_too_large', 'invalid_request'];
/**
 * How much this process may grow while a program runs: what a program may hand back, once in pieces and once whole. Garbage of others counts
 * too where they run beside it, so that only a flood is one there.
 */
const GROWTH_BYTES = (judgesFigures() ? 1 : 6) * 160 * MB;

/** Runs a trick, and returns what is wrong with how it ended, in sentences. */
export async function tryTrick(sandbox: Sandbox, trap: Trap, { kind, source }: Trick): Promise<string[]> {
  const text = trap.fill(source);
  const command: SandboxCommand = kind === 'bash' ? { kind, script: text } : { kind, code: text };
  const heard: string[] = [];
  const memory = watchOwnMemory();
  const outcome = await sandbox
    .run(command, {
      ...LIMITS[kind],
      files: [NOTE],
      signal: new AbortController().signal,
      tenant: 'org-1',
      onOutput: (output) => void (heard.length < 1_000 && heard.push(output.text)),
    })
    .then(
      ({ stdout, stderr, value, changes }) => ({
        problems: [] as string[],
        answer: [stdout, stderr, value ?? '', ...changes.map((change) => describeChange(change))].join('\n'),
      }),
      (error: unknown) => ({ problems: judgeError(error), answer: String(error) }),
    );
  const grown = memory.stop();
  const damage = await trap.findDamage(`${outcome.answer}\n${heard.join('')}`);
  const growth = grown > GROWTH_BYTES ? [`This process grew by ${Math.round(grown / MB)} MB.`] : [];
  return [...outcome.problems, ...damage, ...growth];
}

function describeChange(change: { path: string; kind: string; bytes?: Uint8Array }): string {
  return `${change.path} ${Buffer.from(change.bytes ?? [])
    .toString('latin1')
    .slice(0, MB)}`;
}

function judgeError(error: unknown): string[] {
  if (!isEverrunsError(error)) return [`The run rejected with ${String(error)}.`];
  const isClear = CODES.includes(error.code) && /^[A-Z].{20,}\.$/s.test(error.message);
  return isClear ? [] : [`The error is not clear: ${error.code} ${error.message}`];
}

/** Measures how far the resident memory of this process rises. */
function watchOwnMemory(): { stop(): number } {
  const before = process.memoryUsage.rss();
  let highest = before;
  const look = (): void => void (highest = Math.max(highest, process.memoryUsage.rss()));
  const timer = setInterval(look, 20);
  return {
    stop() {
      clearInterval(timer);
      look();
      return highest - before;
    },
  };
}
