'use client';
import { SlidersHorizontal, X } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useId, useState } from 'react';
import { Button } from '@/design/button.tsx';
import { useAgentNames } from '@/data/use-agent-names.ts';
import { Choice } from './choice.tsx';
import { LateInput } from './late-input.tsx';
import { PeriodChoice } from './period-choice.tsx';
import {
  NO_FILTER,
  RARE_FILTERS,
  stateOf,
  STATES,
  withPeriod,
  withState,
  type FilterProps,
  type State,
} from './session-filter.ts';

const RareFilters = dynamic(() => import('./rare-filters.tsx').then((module) => module.RareFilters));

const MOST_LETTERS = 200;

/** The filters of the list of sessions, which the address of the page holds. */
export function FilterBar({ filter, onChange }: FilterProps) {
  const agents = useAgentNames();
  const [isOpen, setIsOpen] = useState<boolean | null>(null);
  const rare = RARE_FILTERS.filter((name) => filter[name] !== null).length;
  const showsRare = isOpen ?? rare > 0;
  const panelId = useId();
  return (
    <search className="block space-y-3" aria-label="Sessions">
      <div className="flex flex-wrap gap-2">
        <LateInput
          type="search"
          aria-label="Search sessions"
          placeholder="Search titles and messages …"
          aria-keyshortcuts="/"
          className="sm:max-w-60"
          maxLength={MOST_LETTERS}
          value={filter.search ?? ''}
          onChange={(text) => onChange({ search: text.trim() === '' ? null : text })}
        />
        <Choice
          label="State"
          absent="Any state"
          choices={Object.entries(STATES) as [State, string][]}
          value={stateOf(filter)}
          onChange={(state) => onChange(withState(state))}
        />
        <Choice
          label="Agent"
          absent="Any agent"
          choices={[...agents]}
          value={filter.agent_id}
          onChange={(agent_id) => onChange({ agent_id })}
        />
        <PeriodChoice value={filter.period} onChange={(period) => onChange(withPeriod(period))} />
        <Button look="quiet" aria-expanded={showsRare} aria-controls={panelId} onClick={() => setIsOpen(!showsRare)}>
          <SlidersHorizontal aria-hidden />
          {rare === 0 ? 'More filters' : `More filters (${rare})`}
        </Button>
        {Object.values(filter).some((value) => value !== null) && (
          <Button look="quiet" onClick={() => onChange(NO_FILTER)}>
            <X aria-hidden />
            Clear
          </Button>
        )}
      </div>
      <div id={panelId} hidden={!showsRare}>
        {showsRare && <RareFilters filter={filter} onChange={onChange} />}
      </div>
    </search>
  );
}
