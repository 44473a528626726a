'use client';
import { X } from 'lucide-react';
import { useMySubject } from '@/data/use-me.ts';
import { Button } from '@/design/button.tsx';
import { useModelNames } from '../use-model-names.ts';
import { Choice, type ChoiceProps } from './choice.tsx';
import { Labeled } from './labeled.tsx';
import { LateInput } from './late-input.tsx';
import type { FilterProps } from './session-filter.ts';
import { TimeInput } from './time-input.tsx';

const MS_PER_SECOND = 1_000;

/** The filters that are needed less often. */
export function RareFilters({ filter, onChange }: FilterProps) {
  const models = useModelNames();
  return (
    <div className="grid grid-cols-[repeat(auto-fill,minmax(9.5rem,1fr))] items-end gap-x-2 gap-y-3">
      <LabeledChoice
        label="Model"
        absent="Any model"
        choices={[...models]}
        value={filter.model_id}
        onChange={(model_id) => onChange({ model_id })}
      />
      <NumberInput
        label="Version"
        value={filter.agent_version}
        onChange={(agent_version) => onChange({ agent_version })}
      />
      <LabeledChoice
        label="Waits"
        absent="Waits or not"
        choices={[
          ['any', 'A call waits'],
          ['none', 'No call waits'],
        ]}
        value={filter.waits}
        onChange={(waits) => onChange({ waits })}
      />
      <WhoseInput filter={filter} onChange={onChange} />
      <WordInput label="Tag" value={filter.tag} onChange={(tag) => onChange({ tag })} />
      <LabeledChoice
        label="Feedback"
        absent="Any feedback"
        choices={[
          ['up', 'Good answers'],
          ['down', 'Bad answers'],
        ]}
        value={filter.feedback}
        onChange={(feedback) => onChange({ feedback })}
      />
      <WordInput label="Error code" value={filter.error_code} onChange={(error_code) => onChange({ error_code })} />
      <BoundInputs filter={filter} onChange={onChange} />
      <LabeledChoice
        label="Sub-agents"
        absent="Left out"
        choices={[
          ['include', 'Included'],
          ['only', 'Only these'],
        ]}
        value={filter.sub_agents}
        onChange={(sub_agents) => onChange({ sub_agents })}
      />
      <PlaceButtons filter={filter} onChange={onChange} />
    </div>
  );
}

/** The least cost and duration, and the time. */
function BoundInputs({ filter, onChange }: FilterProps) {
  return (
    <>
      <NumberInput
        label="Costs at least, in $"
        step={0.000_1}
        value={filter.min_cost_usd}
        onChange={(min_cost_usd) => onChange({ min_cost_usd })}
      />
      <NumberInput
        label="Took at least, in s"
        step={0.001}
        value={filter.min_duration_ms === null ? null : filter.min_duration_ms / MS_PER_SECOND}
        onChange={(seconds) =>
          onChange({ min_duration_ms: seconds === null ? null : Math.max(1, Math.round(seconds * MS_PER_SECOND)) })
        }
      />
      <TimeInput
        label="Begun after"
        value={filter.created_after}
        onChange={(created_after) => onChange({ created_after, period: null, created_within_hours: null })}
      />
      <TimeInput
        label="Begun before"
        value={filter.created_before}
        onChange={(created_before) => onChange({ created_before, period: null, created_within_hours: null })}
      />
    </>
  );
}

function LabeledChoice<Value extends string>(props: ChoiceProps<Value>) {
  return (
    <Labeled label={props.label}>
      <Choice {...props} isWide />
    </Labeled>
  );
}

interface FieldOf<Value> {
  label: string;
  value: Value | null;
  onChange: (value: Value | null) => void;
}

function WordInput({ label, value, onChange }: FieldOf<string>) {
  return (
    <Labeled label={label}>
      <LateInput
        maxLength={200}
        value={value ?? ''}
        onChange={(text) => onChange(text.trim() === '' ? null : text.trim())}
      />
    </Labeled>
  );
}

function NumberInput({ label, value, onChange, step = 1 }: FieldOf<number> & { step?: number }) {
  return (
    <Labeled label={label}>
      <LateInput
        type="number"
        min={step}
        step={step}
        value={value === null ? '' : String(value)}
        onChange={(text) => onChange(text === '' || !(Number(text) > 0) ? null : Number(text))}
      />
    </Labeled>
  );
}

/** Whose sessions: one’s own, the organization’s, or those of any subject, such as `app:shop`. */
function WhoseInput({ filter, onChange }: FilterProps) {
  const mine = useMySubject();
  return (
    <>
      {mine !== undefined && (
        <LabeledChoice
          label="Whose"
          absent="Anybody’s"
          choices={[
            [mine, 'Only mine'],
            ['local', 'The organization’s'],
          ]}
          value={filter.subject}
          onChange={(subject) => onChange({ subject })}
        />
      )}
      <WordInput label="Subject" value={filter.subject} onChange={(subject) => onChange({ subject })} />
    </>
  );
}

/** What only an address or a view names: below which session, and an age that is no period. */
function PlaceButtons({ filter, onChange }: FilterProps) {
  const { parent_session_id: parent, root_session_id: root, created_within_hours: hours } = filter;
  const places = [
    ['parent_session_id', parent === null ? null : `Started by ${parent.slice(-8)}`],
    ['root_session_id', root === null ? null : `Below ${root.slice(-8)}`],
    ['created_within_hours', hours === null ? null : `Last ${hours} hours`],
  ] as const;
  return places.map(
    ([name, label]) =>
      label !== null && (
        <Button key={name} onClick={() => onChange({ [name]: null })} title={`Remove the filter for ${filter[name]}`}>
          {label}
          <X aria-hidden />
        </Button>
      ),
  );
}
