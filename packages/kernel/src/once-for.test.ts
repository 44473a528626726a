import { expect, it } from 'vitest';
import { onceFor } from './once-for.ts';

it('makes a result once for each object, and one of its own for an equal object', () => {
  const seen: object[] = [];
  const describe = onceFor((given: { name: string }) => {
    seen.push(given);
    return `I am ${given.name}`;
  });
  const first = { name: 'a' };
  const equal = { name: 'a' };
  expect([describe(first), describe(first), describe(equal)]).toEqual(['I am a', 'I am a', 'I am a']);
  expect(seen).toEqual([first, equal]);
  expect(seen[1]).toBe(equal);
});

it('makes it again after it could not be made', () => {
  let isBroken = true;
  const make = onceFor((given: object) => {
    if (isBroken) throw new Error('broken');
    return [given];
  });
  const given = {};
  expect(() => make(given)).toThrow('broken');
  isBroken = false;
  expect(make(given)).toBe(make(given));
});
