'use client';
import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Button, IconButton } from '@/design/button.tsx';
import { Card, CardHeader } from '@/design/card.tsx';
import { Input, Select } from '@/design/field.tsx';
import type { ToolsPolicy } from './agent-draft.ts';
import { changeEntry } from './tool-entries.ts';

type Policy = ToolsPolicy[string];

const PATTERN = /^[a-zA-Z0-9_*-]{1,64}$/;

export interface ToolsPolicyFieldsProps {
  policy: ToolsPolicy;
  /** The tools whose policy is shown beside them. */
  shown: ReadonlySet<string>;
  error: string | undefined;
  onChange: (policy: ToolsPolicy) => void;
}

/** Which calls ask a person, for tools that no capability lists: those of MCP servers, and patterns. */
export function ToolsPolicyFields({ policy, shown, error, onChange }: ToolsPolicyFieldsProps) {
  const others = Object.entries(policy).filter(([name]) => !shown.has(name));
  return (
    <Card>
      <CardHeader
        title="Calls that ask a person"
        hint="By the name of a tool, or a pattern such as github__*. The most specific one counts; each listed tool has its own choice above."
      />
      {others.length > 0 && (
        <ul className="divide-y divide-line border-b border-line">
          {others.map(([name, value]) => (
            <li key={name} className="flex flex-wrap items-center gap-2 px-4 py-2">
              <code className="min-w-32 flex-1 font-mono text-xs wrap-anywhere">{name}</code>
              <PolicySelect
                name={name}
                value={value}
                onChange={(next) => onChange(changeEntry(policy, name, next ?? value))}
              />
              <IconButton
                label={`Remove ${name}`}
                size="sm"
                onClick={() => onChange(changeEntry(policy, name, undefined))}
              >
                <Trash2 />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      <NewEntry policy={policy} onAdd={(name) => onChange(changeEntry(policy, name, 'requires_approval'))} />
      {error !== undefined && (
        <p role="alert" className="px-4 pb-4 text-xs text-danger">
          {error}
        </p>
      )}
    </Card>
  );
}

/** A tool or a pattern that has no entry yet. Enter adds it and does not send the form. */
function NewEntry({ policy, onAdd }: { policy: ToolsPolicy; onAdd: (name: string) => void }) {
  const [pattern, setPattern] = useState('');
  const isGood = PATTERN.test(pattern) && policy[pattern] === undefined;
  const add = (): void => {
    if (!isGood) return;
    onAdd(pattern);
    setPattern('');
  };
  return (
    <div className="flex flex-wrap items-center gap-2 p-4">
      <Input
        aria-label="Tool or pattern"
        placeholder="github__*"
        className="max-w-60 font-mono text-xs"
        value={pattern}
        onChange={(event) => setPattern(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          add();
        }}
      />
      <Button size="sm" disabled={!isGood} onClick={add}>
        <Plus aria-hidden />
        Let it ask
      </Button>
    </div>
  );
}

export interface PolicySelectProps {
  name: string;
  value: Policy | undefined;
  /** What holds where nothing is chosen. Absent: something is always chosen. */
  own?: string;
  isDisabled?: boolean;
  onChange: (value: Policy | undefined) => void;
}

/** Whether calls of a tool run at once or ask a person first. */
export function PolicySelect({ name, value, own, isDisabled = false, onChange }: PolicySelectProps) {
  return (
    <Select
      aria-label={`Calls of ${name}`}
      className="!w-auto"
      disabled={isDisabled}
      value={value ?? ''}
      onChange={(event) => onChange(event.target.value === '' ? undefined : (event.target.value as Policy))}
    >
      {own !== undefined && <option value="">default: {own === 'auto' ? 'run at once' : 'ask a person'}</option>}
      <option value="auto">run at once</option>
      <option value="requires_approval">ask a person</option>
    </Select>
  );
}
