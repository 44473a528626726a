import { omitUndefined } from '@everruns/kernel';
import type { ToolSettings } from './agent-draft.ts';

export const MOST_SECONDS = 600;

type Setting = ToolSettings[string];

/** Changes one tool. A field that is undefined says nothing of the tool any more, and a tool of which nothing is said has no entry. */
export function changeToolSetting(
  settings: ToolSettings,
  name: string,
  change: { [Key in keyof Setting]: Setting[Key] | undefined },
): ToolSettings {
  const { [name]: before, ...others } = settings;
  const next = omitUndefined({ ...before, ...change });
  return Object.keys(next).length === 0 ? others : { ...others, [name]: next };
}
