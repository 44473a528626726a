import type { ToolDefinition, ToolSettings } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import { applyToolSettings } from './tool-settings.ts';

const tool = (name: string) => ({ name, timeout_ms: 10_000 }) as ToolDefinition;
const apply = (settings: ToolSettings | undefined) =>
  applyToolSettings([tool('bash'), tool('crm__get_order')], settings).map(
    ({ name, timeout_ms }) => `${name} ${timeout_ms}`,
  );

describe('the settings of tools', () => {
  it.each<[string, ToolSettings | undefined, string[]]>([
    ['change nothing where there are none', undefined, ['bash 10000', 'crm__get_order 10000']],
    ['switch one off', { bash: { enabled: false } }, ['crm__get_order 10000']],
    ['switch all off but one', { '*': { enabled: false }, bash: { enabled: true } }, ['bash 10000']],
    [
      'take each field from its own pattern',
      { '*': { timeout_ms: 5_000 }, bash: { enabled: true } },
      ['bash 5000', 'crm__get_order 5000'],
    ],
    [
      'of two equal patterns take the stricter one',
      { 'b*': { timeout_ms: 9_000 }, '*h': { timeout_ms: 2_000 } },
      ['bash 2000', 'crm__get_order 10000'],
    ],
    [
      'of two equal patterns take the one that switches off',
      { 'b*': { enabled: true }, '*h': { enabled: false } },
      ['crm__get_order 10000'],
    ],
  ])('%s', (_name, settings, expected) => {
    expect(apply(settings)).toEqual(expected);
  });
});
