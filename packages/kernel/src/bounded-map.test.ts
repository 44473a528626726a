import { describe, expect, it } from 'vitest';
import { BoundedMap } from './bounded-map.ts';

const filled = (...keys: string[]): BoundedMap<string, string> => {
  const map = new BoundedMap<string, string>(2);
  for (const key of keys) map.set(key, key.toUpperCase());
  return map;
};

describe('a bounded map', () => {
  it('forgets what was set longest ago, and never holds more than its bound', () => {
    const map = filled('a', 'b', 'c');
    expect([map.get('a'), map.get('b'), map.get('c'), map.size]).toEqual([undefined, 'B', 'C', 2]);
  });

  it('keeps what is set again, and does not keep what is only read', () => {
    const map = filled('a', 'b', 'a');
    map.get('b');
    map.set('c', 'C');
    expect([map.get('a'), map.get('b'), map.get('c')]).toEqual(['A', undefined, 'C']);
  });

  it('creates an entry once, and keeps one that is asked for', () => {
    const map = filled('a', 'b');
    expect(map.getOrCreate('a', () => 'another')).toBe('A');
    expect(map.getOrCreate('c', () => 'C')).toBe('C');
    expect([map.get('a'), map.get('b'), map.get('c')]).toEqual(['A', undefined, 'C']);
  });

  it('does not create again what was created as undefined', () => {
    const map = new BoundedMap<string, string | undefined>(2);
    map.set('a', undefined);
    expect(map.getOrCreate('a', () => 'another')).toBeUndefined();
  });

  it('replaces a value without making the entry newer, and replaces nothing that it does not hold', () => {
    const map = filled('a', 'b');
    map.replace('a', 'other');
    map.replace('x', 'unknown');
    expect([map.get('a'), map.get('x')]).toEqual(['other', undefined]);
    map.set('c', 'C');
    expect(map.get('a')).toBeUndefined();
  });

  it('tells of what the bound removes, and of nothing that its owner removes', () => {
    const forgotten: string[] = [];
    const map = new BoundedMap<string, number>(1, (key, value) => forgotten.push(`${key}=${value}`));
    map.set('a', 1);
    map.delete('a');
    map.set('b', 2);
    map.set('b', 3);
    expect(forgotten).toEqual([]);
    map.set('c', 4);
    map.clear();
    expect(forgotten).toEqual(['b=3']);
    expect(map.size).toBe(0);
  });
});
