'use client';
import type { Capability } from '@everruns/sdk';
import { Input } from '@/design/field.tsx';
import type { ToolSettings } from './agent-draft.ts';
import { changeToolSetting, MOST_SECONDS } from './tool-settings.ts';

export interface ToolSettingsFieldsProps {
  tools: Capability['tool_definitions'];
  settings: ToolSettings;
  onChange: (settings: ToolSettings) => void;
}

/** Which of a capability's tools the agent has, and how long a call of each may take. Entries for patterns stay as they are. */
export function ToolSettingsFields({ tools, settings, onChange }: ToolSettingsFieldsProps) {
  if (tools.length === 0) return null;
  const changed = tools.filter(({ name }) => settings[name] !== undefined).length;
  return (
    <details className="basis-full pl-7 text-sm">
      <summary className="text-xs text-muted hover:text-fg">
        {tools.length === 1 ? '1 tool' : `${tools.length} tools`}
        {changed > 0 && `, ${changed} changed`}
      </summary>
      <ul className="mt-2 space-y-2">
        {tools.map(({ name, timeout_ms: own }) => {
          const { enabled = true, timeout_ms: timeout } = settings[name] ?? {};
          return (
            <li key={name} className="flex flex-wrap items-center gap-x-4 gap-y-1">
              <label className="flex min-w-40 flex-1 items-center gap-2 font-mono text-xs">
                <input
                  type="checkbox"
                  className="size-4 accent-(--c-primary)"
                  checked={enabled}
                  onChange={() => onChange(changeToolSetting(settings, name, { enabled: enabled ? false : undefined }))}
                />
                {name}
              </label>
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
                  onChange={(event) =>
                    onChange(changeToolSetting(settings, name, { timeout_ms: toMilliseconds(event.target.value) }))
                  }
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
