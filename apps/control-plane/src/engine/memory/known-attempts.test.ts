import { createFakeClock } from '@everruns/core/testing';
import { AttemptToken, formatAtomKey } from '@everruns/schemas';
import { v4, v7 } from 'uuid';
import { expect, it } from 'vitest';
import { KnownAttempts } from './known-attempts.ts';

const makeToken = (changes: object = {}): AttemptToken =>
  AttemptToken.parse({
    atom: { turn_id: v7(), iteration: 1, kind: 'reason', ordinal: 0 },
    session_id: v7(),
    segment: 1,
    exec_id: v4(),
    attempt: 1,
    ...changes,
  });

/** Creates known attempts over a database that has granted these tokens and answers when the test tells it to. */
function knowAttempts(granted: AttemptToken[] = []) {
  const statements: number[] = [];
  const answers: (() => void)[] = [];
  const clock = createFakeClock();
  const attempts = new KnownAttempts({
    clock,
    judge: (tokens) => {
      statements.push(tokens.length);
      const verdicts = tokens.map((token) => (granted.includes(token) ? ('current' as const) : ('foreign' as const)));
      return new Promise((resolve) => answers.push(() => resolve(verdicts)));
    },
  });
  return { attempts, statements, answers, clock };
}

it('costs no statement where this process has granted the attempt', () => {
  const { attempts, statements } = knowAttempts();
  const token = makeToken();
  attempts.noteGranted(token);
  for (let frame = 0; frame < 1_000; frame += 1) expect(attempts.find({ ...token })).toBe('current');
  expect(statements).toEqual([]);
});

it('asks once for an attempt that another process has granted, and together for all that come meanwhile', async () => {
  const token = makeToken();
  const others = Array.from({ length: 150 }, () => makeToken());
  const { attempts, statements, answers } = knowAttempts([token]);
  const verdicts = [token, token, ...others].map((one) => attempts.ask(one));
  answers.shift()?.();
  expect(await Promise.all(verdicts.slice(0, 2))).toEqual(['current', 'current']);
  for (const rest of verdicts.slice(2)) {
    answers.shift()?.();
    expect(await rest).toBe('foreign');
  }
  expect(statements).toEqual([1, 100, 50]);
  expect(attempts.find(token)).toBe('current');
});

it('remembers a refusal for five seconds', async () => {
  const { attempts, answers, clock } = knowAttempts();
  const token = makeToken();
  const asked = attempts.ask(token);
  answers.shift()?.();
  await asked;
  expect(attempts.find(token)).toBe('foreign');
  await clock.advance(5_000);
  expect(attempts.find(token)).toBeNull();
});

it('knows the newest attempt only, nothing of an atom with its outcome, nor of a turn that went on elsewhere', () => {
  const { attempts } = knowAttempts();
  const first = makeToken();
  const second = makeToken({ atom: first.atom, session_id: first.session_id, attempt: 2 });
  attempts.noteGranted(second);
  attempts.noteGranted(first);
  expect([attempts.find(first), attempts.find(second)]).toEqual([null, 'current']);
  attempts.noteClosed(first.atom.turn_id, formatAtomKey(first.atom));
  attempts.noteGranted(second);
  expect(attempts.find(second)).toBe('stale');
  attempts.forgetTurn(first.atom.turn_id);
  expect(attempts.find(second)).toBeNull();
});

it('says nothing while the database is away, and asks nobody beyond a thousand', async () => {
  const attempts = new KnownAttempts({ clock: createFakeClock(), judge: () => Promise.reject(new Error('away')) });
  const verdicts = Array.from({ length: 1_001 }, () => attempts.ask(makeToken()));
  expect(new Set(await Promise.all(verdicts))).toEqual(new Set([null]));
});
