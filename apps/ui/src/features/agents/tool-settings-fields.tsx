'use client';
import type { Capability } from '@everruns/sdk';
import { Input } from '@/design/field.tsx';
import type { ToolSettings, ToolsPolicy } from './agent-draft.ts';
import { changeEntry } from './tool-entries.ts';
import { changeToolSetting, MOST_SECONDS } from './tool-settings.ts';
import { PolicySelect } from './tools-policy-fields.tsx';

export interface ToolSettingsFieldsProps {
  tools: Capability['tool_definitions'];
  settings: ToolSettings;
  policy: ToolsPolicy;
  onChange: (change: { toolSettings?: ToolSettings; toolsPolicy?: ToolsPolicy }) => void;
}

/** Which of a capability's tools the agent has, whether their calls ask, and how long each may take. Entries for patterns stay as they are. */
export function ToolSettingsFields({ tools, settings, policy, onChange }: ToolSettingsFieldsProps) {
  if (tools.length === 0) return null;
  const changed = tools.filter(({ name }) => settings[name] !== undefined || policy[name] !== undefined).length;
  const change = (name: string, part: Parameters<typeof changeToolSetting>[2]): void =>
    onChange({ toolSettings: changeToolSetting(settings, name, part) });
  return (
    <details className="basis-full pl-7 text-sm">
      <summary className="text-xs text-muted hover:text-fg">
        {tools.length === 1 ? '1 tool' : `${tools.length} tools`}
        {changed > 0 && `, ${changed} changed`}
      </summary>
      <ul className="mt-2 space-y-2">
        {tools.map(({ name, policy: ownPolicy, timeout_ms: own }) => {
          const { enabled = true, timeout_ms: timeout } = settings[name] ?? {};
          return (
            <li key={name} className="flex flex-wrap items-center gap-x-4 gap-y-1">
              <label className="flex min-w-40 flex-1 items-center gap-2 font-mono text-xs">
                <input
                  type="checkbox"
                  className="size-4"
                  checked={enabled}
                  onChange={() => change(name, { enabled: enabled ? false : undefined })}
                />
                {name}
              </label>
              <PolicySelect
                name={name}
                own={ownPolicy}
                isDisabled={!enabled}
                value={policy[name]}
                onChange={(next) => onChange({ toolsPolicy: changeEntry(policy, name, next) })}
              />
              <label className="flex items-center gap-2 text-xs text-muted">
                Seconds
                <Input
                  type="number"
                  min={1}
                  max={MOST_SECONDS}
                  step="any"
                  className="w-24"
                  aria-label={`Most seconds of a call of ${name}`}
                  placeholder={String(own / 1_000)}
                  value={timeout === undefined ? '' : timeout / 1_000}
                  onChange={(event) => change(name, { timeout_ms: toMilliseconds(event.target.value) })}
                />
              </label>
            </li>
          );
        })}
      </ul>
    </details>
  );
}

function toMilliseconds(text: string): number | undefined {
  return text === '' ? undefined : Math.round(Number(text) * 1_000);
}
