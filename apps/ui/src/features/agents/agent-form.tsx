'use client';
import type { FormEvent, ReactNode } from 'react';
import { useMay } from '@/data/use-me.ts';
import { useModels } from '@/data/use-models.ts';
import { Button } from '@/design/button.tsx';
import { Card, CardHeader } from '@/design/card.tsx';
import { ErrorNotice, readFieldErrors } from '@/design/error-notice.tsx';
import { Field, Select, TextField } from '@/design/field.tsx';
import { UnsavedNotice } from '@/design/unsaved-notice.tsx';
import type { AgentDraft } from './agent-draft.ts';
import { useCapabilities } from './agent-queries.ts';
import { CapabilityPicker } from './capability-picker.tsx';
import { ControlsFields } from './controls-fields.tsx';
import { PromptEditor } from './prompt-editor.tsx';
import { ToolsPolicyFields } from './tools-policy-fields.tsx';
import { useAgentDraft } from './use-agent-draft.ts';

export interface AgentFormProps {
  initial: AgentDraft;
  /** The name under which unsaved changes are kept in this browser. */
  draftKey: string;
  isReadOnly?: boolean;
  submitLabel: string;
  isPending: boolean;
  error: unknown;
  /** `onSaved` forgets the unsaved changes. */
  onSubmit: (draft: AgentDraft, onSaved: () => void) => void;
  children?: ReactNode;
}

type Change = (part: Partial<AgentDraft>) => void;

export function AgentForm({ initial, draftKey, isReadOnly = false, ...rest }: AgentFormProps) {
  const { submitLabel, isPending, error, onSubmit, children } = rest;
  const mayWrite = useMay('write');
  const draft = useAgentDraft(draftKey, initial);
  const { value } = draft;
  const change: Change = (part) => draft.change({ ...value, ...part });
  const errors = readFieldErrors(error);
  const hasOwnPlace = errors.size > 0 && [...errors.keys()].every((path) => PLACES.some((place) => place.test(path)));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onSubmit(value, draft.discard);
  };
  return (
    <form onSubmit={submit}>
      <fieldset disabled={isReadOnly || !mayWrite} className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="min-w-0 space-y-6">
          <Identity draft={value} change={change} errors={errors} />
          <CapabilityPicker
            chosen={value.capabilities}
            toolSettings={value.toolSettings}
            toolsPolicy={value.toolsPolicy}
            errors={errors}
            onChange={change}
          />
          <Policy draft={value} change={change} error={errors.get('tools_policy')} />
        </div>
        <div className="space-y-6">
          <Behavior draft={value} change={change} />
          <ControlsFields value={value.controls} errors={errors} onChange={(controls) => change({ controls })} />
          {error !== null &&
            (hasOwnPlace ? (
              <p role="alert" className="text-sm text-danger">
                Not saved: see the fields marked in red.
              </p>
            ) : (
              <ErrorNotice error={error} />
            ))}
          {draft.isDirty && !isReadOnly && <UnsavedNotice isStale={draft.isStale} onDiscard={draft.discard} />}
          {mayWrite && !isReadOnly && (
            <div className="flex flex-wrap gap-2">
              <Button type="submit" look="primary" disabled={isPending}>
                {submitLabel}
              </Button>
              {children}
            </div>
          )}
        </div>
      </fieldset>
    </form>
  );
}

/** The fields of a request that have an error of their own in the form. */
const PLACES: readonly RegExp[] = [
  /^name$/,
  /^description$/,
  /^capabilities\[\d+\]\.config(?:\.|$)/,
  /^tools_policy$/,
  /^controls\.(?:reasoning\.effort|max_tokens|temperature|top_p|stop|tool_choice(?:\.name)?|response_format)\b/,
];

function Policy({ draft, change, error }: { draft: AgentDraft; change: Change; error: string | undefined }) {
  const catalog = useCapabilities();
  const chosen = new Set(draft.capabilities.map(({ ref }) => ref));
  const tools =
    catalog.data?.filter(({ id }) => chosen.has(id)).flatMap(({ tool_definitions }) => tool_definitions) ?? [];
  return (
    <ToolsPolicyFields
      policy={draft.toolsPolicy}
      shown={new Set(tools.map(({ name }) => name))}
      error={error}
      onChange={(toolsPolicy) => change({ toolsPolicy })}
    />
  );
}

interface IdentityProps {
  draft: AgentDraft;
  change: Change;
  errors: ReadonlyMap<string, string>;
}

function Identity({ draft, change, errors }: IdentityProps) {
  return (
    <Card className="space-y-4 p-4">
      <TextField
        label="Name"
        required
        value={draft.name}
        error={errors.get('name')}
        onChange={(event) => change({ name: event.target.value })}
      />
      <TextField
        label="Description"
        value={draft.description}
        error={errors.get('description')}
        onChange={(event) => change({ description: event.target.value })}
      />
      <PromptEditor value={draft.systemPrompt} onChange={(systemPrompt) => change({ systemPrompt })} />
    </Card>
  );
}

function Behavior({ draft, change }: { draft: AgentDraft; change: Change }) {
  return (
    <Card>
      <CardHeader title="Behavior" />
      <div className="space-y-4 p-4">
        <Models draft={draft} change={change} />
        <Field label="While the agent is busy" hint="What a new message does; a message may say otherwise.">
          {(control) => (
            <Select
              {...control}
              value={draft.busyPolicy}
              onChange={(event) => change({ busyPolicy: event.target.value as AgentDraft['busyPolicy'] })}
            >
              <option value="queue">waits its turn</option>
              <option value="steer">steers the running turn</option>
              <option value="interrupt">interrupts the running turn</option>
              <option value="reject">is refused</option>
            </Select>
          )}
        </Field>
        <TextField
          label="Tags"
          hint="Separated by commas"
          value={draft.tags}
          onChange={(event) => change({ tags: event.target.value })}
        />
        <LimitFields draft={draft} change={change} />
      </div>
    </Card>
  );
}

const LIMIT_FIELDS = [
  { key: 'maxIterations', label: 'Most steps of a turn', min: 1, max: 1000, step: 1, placeholder: '100' },
  { key: 'turnTimeoutMinutes', label: 'Most minutes of a turn', min: 1, max: 1440, step: 'any', placeholder: '60' },
  {
    key: 'maxTurnCostUsd',
    label: 'Most dollars of a turn',
    min: 0,
    max: 1_000_000,
    step: 'any',
    placeholder: 'no limit',
  },
  { key: 'maxTurnTokens', label: 'Most tokens of a turn', min: 1, max: 1e12, step: 1, placeholder: 'no limit' },
] as const;

function LimitFields({ draft, change }: { draft: AgentDraft; change: Change }) {
  return LIMIT_FIELDS.map(({ key, ...field }) => (
    <TextField
      key={key}
      type="number"
      {...field}
      value={draft[key]}
      onChange={(event) => change({ [key]: event.target.value })}
    />
  ));
}

function Models({ draft, change }: { draft: AgentDraft; change: Change }) {
  return (
    <>
      <ModelField
        label="Model"
        hint="A session or a message may choose another."
        absent="The organization’s default"
        value={draft.modelId}
        onChange={(modelId) => change({ modelId })}
      />
      <ModelField
        label="Fallback model"
        hint="Finishes a turn whose model stays overloaded or out of reach."
        absent="None: the turn fails"
        value={draft.fallbackModelId}
        onChange={(fallbackModelId) => change({ fallbackModelId })}
      />
    </>
  );
}

interface ModelFieldProps {
  label: string;
  hint: string;
  /** The label for the case that nothing is chosen. */
  absent: string;
  value: string;
  onChange: (id: string) => void;
}

function ModelField({ label, hint, absent, value, onChange }: ModelFieldProps) {
  const models = useModels();
  return (
    <Field label={label} hint={hint}>
      {(control) => (
        <Select {...control} value={value} onChange={(event) => onChange(event.target.value)}>
          <option value="">{absent}</option>
          {models.map((model) => (
            <option key={model.id} value={model.id}>
              {model.display_name} · {model.provider_name}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
