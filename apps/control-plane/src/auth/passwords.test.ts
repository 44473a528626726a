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

it('lets who has proven something before past those who may be guessing, also when too many of them wait', async () => {
  const passwords = createPasswords();
  const order: string[] = [];
  const guesses = Array.from({ length: 66 }, (_, index) =>
    passwords.verify(null, 'guess').then(() => order.push(`guess ${index}`)),
  );
  await expect(passwords.verify(null, 'guess')).rejects.toMatchObject({ code: 'unavailable' });
  const known = passwords.verify(null, 'mine', true).then(() => order.push('known'));
  await Promise.all([...guesses, known]);
  expect(order.indexOf('known')).toBeLessThan(6);
});
