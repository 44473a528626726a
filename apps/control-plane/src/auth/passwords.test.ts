import { expect, it } from 'vitest';
import { createPasswords } from './passwords.ts';

it('knows a password again, and tells none from another', async () => {
  const passwords = createPasswords();
  const stored = await passwords.hash('correct horse');
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await passwords.verify(stored, 'correct horse')).toBe(true);
  expect(await passwords.verify(stored, 'correct horsf')).toBe(false);
  expect(await passwords.verify(null, 'correct horse')).toBe(false);
  expect(passwords.count).toBe(4);
});

it('works on two at once, lets a bounded number wait, and refuses the rest at once', async () => {
  const passwords = createPasswords();
  const asked = Array.from({ length: 80 }, () => passwords.verify(null, 'x'));
  expect(passwords.count).toBe(2);
  const settled = await Promise.allSettled(asked);
  expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(66);
  expect(settled.at(-1)).toMatchObject({ status: 'rejected', reason: { code: 'unavailable' } });
  expect(await passwords.verify(null, 'x')).toBe(false);
});
