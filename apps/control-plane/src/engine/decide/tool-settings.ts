import type { ToolDefinition, ToolSettings } from '@everruns/schemas';
import { mostSpecific } from './tool-pattern.ts';

/** Returns the tools as the agent's settings change them, without those that are switched off. */
export function applyToolSettings(
  tools: readonly ToolDefinition[],
  settings: ToolSettings | undefined,
): ToolDefinition[] {
  if (settings === undefined) return [...tools];
  return tools.flatMap((tool) => {
    const isEnabled = mostSpecific(settings, tool.name, { pick: ({ enabled }) => enabled, isStricter: (on) => !on });
    if (isEnabled === false) return [];
    const timeout = mostSpecific(settings, tool.name, {
      pick: ({ timeout_ms }) => timeout_ms,
      isStricter: (time, than) => time < than,
    });
    return [timeout === null ? tool : { ...tool, timeout_ms: timeout }];
  });
}
