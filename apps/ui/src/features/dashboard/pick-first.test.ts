import { expect, it } from 'vitest';
import { pickFirst } from './pick-first.ts';

it('an agent that was just imported does not become the one that is asked first', () => {
  const [imported, used, first] = [{ capabilities: [] }, { capabilities: ['math'] }, { capabilities: ['math'] }];
  expect(pickFirst([imported, used, first])).toBe(first);
});

it('without any tools the oldest agent is asked first, and without agents none', () => {
  const [newest, oldest] = [{ capabilities: [] }, { capabilities: [] }];
  expect(pickFirst([newest, oldest])).toBe(oldest);
  expect(pickFirst([])).toBeUndefined();
});
