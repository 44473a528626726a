import { expect, it } from 'vitest';
import { suggestFor } from './suggestions.ts';

it('what is suggested uses the tools of the agent', () => {
  const capabilities = ['math', { ref: 'weather', config: {} }, 'constructor', 'unknown'];
  expect(suggestFor({ capabilities })).toEqual(['What is 17 * 2389.50?', 'What is the weather in Lisbon?']);
});

it('an agent without tools is asked something that needs none', () => {
  expect(suggestFor({ capabilities: [] })).toEqual(['What can you do?']);
});
