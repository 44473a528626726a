'use client';
import { X } from 'lucide-react';
import { useMe } from '@/data/use-me.ts';
import { Button } from '@/design/button.tsx';
import { Input, Select } from '@/design/field.tsx';
import { PeriodChoice } from './period-choice.tsx';
import { STATES, type SessionFilter } from './session-filter.ts';
import { useAgentNames } from './use-agent-names.ts';

export interface FilterBarProps {
  filter: SessionFilter;
  onChange: (part: Partial<SessionFilter>) => void;
}

const NOTHING: SessionFilter = { search: '', state: null, agent: '', subject: '', period: null, tag: '' };

/** The filters of the list of sessions, which the address of the page holds. */
export function FilterBar({ filter, onChange }: FilterBarProps) {
  const agents = useAgentNames();
  const isFiltered = Object.values(filter).some((value) => value !== '' && value !== null);
  return (
    <div className="flex flex-wrap gap-2">
      <Input
        type="search"
        aria-label="Search sessions"
        placeholder="Search by title …"
        className="max-w-xs"
        value={filter.search}
        onChange={(event) => onChange({ search: event.target.value })}
      />
      <Choice
        label="State"
        absent="Any state"
        choices={Object.entries(STATES)}
        value={filter.state}
        onChange={(state) => onChange({ state: state as SessionFilter['state'] })}
      />
      <Choice
        label="Agent"
        absent="Any agent"
        choices={[...agents]}
        value={filter.agent || null}
        onChange={(agent) => onChange({ agent: agent ?? '' })}
      />
      <WhoseChoice filter={filter} onChange={onChange} />
      <PeriodChoice value={filter.period} onChange={(period) => onChange({ period })} />
      <Input
        aria-label="Tag"
        placeholder="Tag"
        className="max-w-36"
        value={filter.tag}
        onChange={(event) => onChange({ tag: event.target.value })}
      />
      {isFiltered && (
        <Button look="quiet" onClick={() => onChange(NOTHING)}>
          <X aria-hidden />
          Clear
        </Button>
      )}
    </div>
  );
}

interface ChoiceProps {
  label: string;
  absent: string;
  choices: readonly (readonly [value: string, label: string])[];
  value: string | null;
  onChange: (value: string | null) => void;
}

function Choice({ label, absent, choices, value, onChange }: ChoiceProps) {
  return (
    <Select
      aria-label={label}
      className="!w-auto max-w-48"
      value={value ?? ''}
      onChange={(event) => onChange(event.target.value || null)}
    >
      <option value="">{absent}</option>
      {choices.map(([key, text]) => (
        <option key={key} value={key}>
          {text}
        </option>
      ))}
    </Select>
  );
}

/** Without accounts every session is the organization’s. */
function WhoseChoice({ filter, onChange }: FilterBarProps) {
  const { data: me } = useMe();
  if (me?.user === undefined) return null;
  return (
    <Choice
      label="Whose"
      absent="Anybody’s"
      choices={[
        [`user:${me.user.id}`, 'Only mine'],
        ['local', 'The organization’s'],
      ]}
      value={filter.subject || null}
      onChange={(subject) => onChange({ subject: subject ?? '' })}
    />
  );
}
