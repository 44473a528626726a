import { expect, it } from 'vitest';
import { changeToolSetting, toToolSettingsPatch } from './tool-settings.ts';

it('a tool of which nothing is said any more has no entry', () => {
  const off = changeToolSetting({ '*': { timeout_ms: 9_000 } }, 'bash', { enabled: false });
  expect(off).toEqual({ '*': { timeout_ms: 9_000 }, bash: { enabled: false } });
  const slow = changeToolSetting(off, 'bash', { timeout_ms: 2_000 });
  expect(slow['bash']).toEqual({ enabled: false, timeout_ms: 2_000 });
  const fast = changeToolSetting(slow, 'bash', { timeout_ms: undefined });
  expect(changeToolSetting(fast, 'bash', { enabled: undefined })).toEqual({ '*': { timeout_ms: 9_000 } });
});

it('what was removed in the form is removed from the agent', () => {
  const agent = { tool_settings: { bash: { enabled: false }, add: { timeout_ms: 1_000 } } };
  expect(toToolSettingsPatch(agent, { add: { timeout_ms: 2_000 } })).toEqual({
    bash: null,
    add: { timeout_ms: 2_000 },
  });
  expect(toToolSettingsPatch(agent, agent.tool_settings)).toEqual(agent.tool_settings);
  expect(toToolSettingsPatch(agent, {})).toBeNull();
});
