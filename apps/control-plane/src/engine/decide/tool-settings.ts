import type { ToolDefinition, ToolSettings } from '@everruns/schemas';
import { mostSpecific } from './tool-pattern.ts';

/** Returns the tools as the agent's settings change them, without those that are switched off. */
export function applyToolSettings(
  tools: readonly ToolDefinition[],
  settings: ToolSettings | undefined,
): ToolDefinition[] {
  if (settings === undefined) return [...tools];
  return tools.flatMap((tool) => {
    if (isSwitchedOff(tool.name, settings)) return [];
    const timeout = mostSpecific(settings, tool.name, {
      pick: ({ timeout_ms }) => timeout_ms,
      isStricter: (time, than) => time < than,
    });
    return [timeout === null ? tool : { ...tool, timeout_ms: timeout }];
  });
}

export function isSwitchedOff(name: string, settings: ToolSettings | undefined): boolean {
  return mostSpecific(settings ?? {}, name, { pick: ({ enabled }) => enabled, isStricter: (on) => !on }) === false;
}
