import type { ReactNode } from 'react';
import { Field, Select } from '@/design/field.tsx';
import type { Choice } from './use-choice.ts';

/** Which tool of which capability is run, and with whose settings. */
export function ToolPicker({ choice }: { choice: Choice }) {
  const { capabilities, agents, servers, tools, capability, agent, server, tool, choose } = choice;
  return (
    <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
      <Picker
        label="Capability"
        value={capability?.id ?? ''}
        onChange={(id) => choose({ capability: id, tool: null, agent: null, server: null })}
      >
        {capabilities.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Picker>
      {server !== undefined && (
        <Picker label="Server" value={server.name} onChange={(name) => choose({ server: name, tool: null })}>
          {servers.map(({ id, name }) => (
            <option key={id}>{name}</option>
          ))}
        </Picker>
      )}
      <Picker label="Tool" value={tool?.name ?? ''} onChange={(name) => choose({ tool: name })}>
        {tools?.map(({ name }) => (
          <option key={name}>{name}</option>
        ))}
      </Picker>
      <Picker
        label="Settings of"
        hint="An agent’s settings, time limits and policy of the tool."
        value={agent?.id ?? ''}
        onChange={(id) => choose({ agent: id === '' ? null : id })}
      >
        <option value="">no agent</option>
        {agents.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Picker>
    </div>
  );
}

interface PickerProps {
  label: string;
  hint?: string;
  value: string;
  onChange: (value: string) => void;
  children: ReactNode;
}

function Picker({ label, hint, value, onChange, children }: PickerProps) {
  return (
    <Field label={label} {...(hint !== undefined && { hint })}>
      {(control) => (
        <Select {...control} value={value} onChange={(event) => onChange(event.target.value)}>
          {children}
        </Select>
      )}
    </Field>
  );
}
