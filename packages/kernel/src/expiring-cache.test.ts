import { describe, expect, it } from 'vitest';
import { ExpiringCache } from './expiring-cache.ts';

const open = () => {
  let now = 1_000;
  const cache = new ExpiringCache<string>({ monotonic: () => now }, { maxEntries: 2, ttlMs: 50 });
  return { cache, pass: (ms: number) => void (now += ms) };
};

describe('an expiring cache', () => {
  it('finds an entry until its time is over', () => {
    const { cache, pass } = open();
    cache.set('a', 'A');
    pass(49);
    expect(cache.find('a')).toBe('A');
    pass(1);
    expect(cache.find('a')).toBeNull();
  });

  it('gives an entry that is set again its whole time', () => {
    const { cache, pass } = open();
    cache.set('a', 'A');
    pass(40);
    cache.set('a', 'B');
    pass(40);
    expect(cache.find('a')).toBe('B');
  });

  it('holds no more entries than its limit, and none once it is cleared', () => {
    const { cache } = open();
    for (const key of ['a', 'b', 'c']) cache.set(key, key);
    expect(['a', 'b', 'c'].map((key) => cache.find(key))).toEqual([null, 'b', 'c']);
    cache.clear();
    expect(cache.find('c')).toBeNull();
  });
});
