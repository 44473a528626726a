import { expect, it } from 'vitest';
import { changeEntry, toEntriesPatch } from './tool-entries.ts';

it('what was removed in the form is removed from the agent', () => {
  const before = { bash: { enabled: false }, add: { timeout_ms: 1_000 } };
  expect(toEntriesPatch(before, { add: { timeout_ms: 2_000 } })).toEqual({ bash: null, add: { timeout_ms: 2_000 } });
  expect(toEntriesPatch(before, before)).toEqual(before);
  expect(toEntriesPatch(before, {})).toBeNull();
  expect(toEntriesPatch(undefined, undefined)).toBeNull();
});

it('an entry is set, changed and taken away', () => {
  const asks = changeEntry<string>({}, 'bash', 'requires_approval');
  expect(changeEntry(asks, 'bash', 'auto')).toEqual({ bash: 'auto' });
  expect(changeEntry<string>(asks, 'bash', undefined)).toEqual({});
});
