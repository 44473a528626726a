import { expect, it } from 'vitest';
import { changeToolSetting } from './tool-settings.ts';

it('a tool of which nothing is said any more has no entry', () => {
  const off = changeToolSetting({ '*': { timeout_ms: 9_000 } }, 'bash', { enabled: false });
  expect(off).toEqual({ '*': { timeout_ms: 9_000 }, bash: { enabled: false } });
  const slow = changeToolSetting(off, 'bash', { timeout_ms: 2_000 });
  expect(slow['bash']).toEqual({ enabled: false, timeout_ms: 2_000 });
  const fast = changeToolSetting(slow, 'bash', { timeout_ms: undefined });
  expect(changeToolSetting(fast, 'bash', { enabled: undefined })).toEqual({ '*': { timeout_ms: 9_000 } });
});
