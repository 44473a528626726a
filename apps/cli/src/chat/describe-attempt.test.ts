import { describe, expect, it } from 'vitest';
import { describeAttempt } from './describe-attempt.ts';

const FAILED = {
  kind: 'reason',
  iteration: 1,
  attempt: 1,
  cause: 'rate_limited',
  started_at: '2026-11-30T10:00:00.000Z',
  duration_ms: 12,
  failures: 1,
} as const;

describe('a failed attempt in the terminal', () => {
  it.each([
    [
      { provider: 'openai', http_status: 429, retry_after_ms: 4_000, max_failures: 6 },
      'openai answered 429 (rate_limited); the next attempt begins in 4.0 s (attempt 2 of 6).',
    ],
    [{ provider: 'openai', cause: 'timeout' }, 'openai failed (timeout).'],
    [
      { kind: 'act', cause: 'unavailable', retry_after_ms: 500 },
      'The tool failed (unavailable); the next attempt begins in 0.5 s.',
    ],
    [{ cause: 'lost' }, 'A process was lost while it worked on this step. The step begins again.'],
    [{ provider: 'a\u001b[31m', http_status: 500 }, expect.not.stringContaining('\u001b')],
  ] as const)('%j', (change, text) => {
    expect(describeAttempt({ ...FAILED, ...change })).toEqual(text);
  });
});
