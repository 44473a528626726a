'use client';
import { useState } from 'react';
import { Badge } from '@/design/badge.tsx';
import { Button } from '@/design/button.tsx';
import { Field, Input, Select } from '@/design/field.tsx';

export interface Ticks {
  /** The ids of the models to add. */
  names: readonly string[];
  /** The one that becomes the default; empty if the default stays. */
  standard: string;
}

export interface ModelTicksProps {
  /** The models that the provider lists. */
  offered: readonly string[];
  /** Those that the organization has already. */
  present: readonly string[];
  ticks: Ticks;
  onChange: (ticks: Ticks) => void;
}

/** Some providers list hundreds of models. */
const MOST = 200;

/** Chooses models from the provider’s list or by their ids, and the one that is the default. */
export function ModelTicks({ offered, present, ticks, onChange }: ModelTicksProps) {
  const [find, setFind] = useState('');
  const all = [...ticks.names.filter((name) => !offered.includes(name)), ...offered];
  const shown = all.filter((name) => name.toLowerCase().includes(find.trim().toLowerCase()));
  const isNew = find.trim() !== '' && !all.includes(find.trim());
  const toggle = (name: string): void => {
    const names = ticks.names.includes(name) ? ticks.names.filter((one) => one !== name) : [...ticks.names, name];
    // The first model that is chosen is the default unless a person says otherwise.
    const standard = ticks.names.length === 0 ? name : names.includes(ticks.standard) ? ticks.standard : '';
    onChange({ names, standard });
  };
  return (
    <>
      <Input
        type="search"
        aria-label="Find a model, or enter its id"
        placeholder={offered.length === 0 ? 'The id of a model' : 'Find a model, or enter its id …'}
        value={find}
        onChange={(event) => setFind(event.target.value)}
      />
      {isNew && (
        <Button size="sm" onClick={() => toggle(find.trim())}>
          Use the id “{find.trim()}”
        </Button>
      )}
      {shown.length > 0 && (
        <ul aria-label="Models" className="max-h-56 space-y-0.5 overflow-y-auto rounded-md border border-line p-1">
          {shown.slice(0, MOST).map((name) => (
            <li key={name}>
              <label className="flex min-h-8 items-center gap-2.5 rounded px-2 py-1 hover:bg-sunken">
                <input
                  type="checkbox"
                  className="size-4"
                  checked={ticks.names.includes(name) || present.includes(name)}
                  disabled={present.includes(name)}
                  onChange={() => toggle(name)}
                />
                <span className="min-w-0 flex-1 truncate font-mono text-xs">{name}</span>
                {present.includes(name) && <Badge>added</Badge>}
              </label>
            </li>
          ))}
          {shown.length > MOST && <li className="px-2 py-1 text-xs text-faint">{shown.length - MOST} more: search.</li>}
        </ul>
      )}
      {ticks.names.length > 0 && <DefaultField ticks={ticks} onChange={onChange} />}
    </>
  );
}

function DefaultField({ ticks, onChange }: Pick<ModelTicksProps, 'ticks' | 'onChange'>) {
  return (
    <Field label="Default model" hint="Agents that name no model use the default.">
      {(control) => (
        <Select
          {...control}
          value={ticks.standard}
          onChange={(event) => onChange({ ...ticks, standard: event.target.value })}
        >
          {ticks.names.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
          <option value="">Keep the present default</option>
        </Select>
      )}
    </Field>
  );
}
