import { createFakeClock } from '@everruns/core/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { createCredentialLimits, type CredentialLimits } from './credential-limits.ts';

describe('credentials that are nobody’s', () => {
  let limits: CredentialLimits;
  let lookUps: number;
  beforeEach(() => {
    limits = createCredentialLimits(createFakeClock(), 3);
    lookUps = 0;
  });
  const show = (key: string, found: string | null, address = '192.0.2.7') =>
    limits
      .guard({ address, key }, async () => {
        lookUps += 1;
        return found;
      })
      .catch((error: unknown) => (error as { code: string }).code);

  it('are looked up as often as the limit says, one after the other or at once', async () => {
    const answers = await Promise.all(Array.from({ length: 9 }, (_, index) => show(`k${index}`, null)));
    expect(answers.filter((answer) => answer === null)).toHaveLength(3);
    expect(answers.filter((answer) => answer === 'rate_limited')).toHaveLength(6);
    expect(lookUps).toBe(3);
    expect(await show('another network', null, '198.51.100.1')).toBeNull();
  });

  it('do not count where they turn out to be somebody’s, nor where the look-up failed', async () => {
    for (let index = 0; index < 9; index += 1) expect(await show(`k${index}`, 'Ada')).toBe('Ada');
    for (let index = 0; index < 9; index += 1) {
      const failing = limits.guard({ address: '192.0.2.7', key: `f${index}` }, () => Promise.reject(new Error('away')));
      await expect(failing).rejects.toThrow('away');
    }
    expect(await show('wrong', null)).toBeNull();
  });

  it('shut nobody out whose credential was good lately, until it is good no longer', async () => {
    expect(await show('known', 'Ada')).toBe('Ada');
    await Promise.all(Array.from({ length: 9 }, (_, index) => show(`k${index}`, null)));
    expect(await show('known', 'Ada')).toBe('Ada');
    expect(await show('new', 'Bea')).toBe('rate_limited');
    expect(await show('known', null)).toBe('rate_limited');
  });
});
