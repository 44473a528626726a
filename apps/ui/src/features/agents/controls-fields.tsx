'use client';
import { useState, type ReactNode } from 'react';
import { Card } from '@/design/card.tsx';
import { Field, Select, Textarea, TextField } from '@/design/field.tsx';
import { EFFORTS, readSchema, toControls, type ControlsDraft } from './controls-draft.ts';

export interface ControlsFieldsProps {
  value: ControlsDraft;
  /** What the server said of the fields of the request, by their path. */
  errors: ReadonlyMap<string, string>;
  onChange: (value: ControlsDraft) => void;
}

/** What the agent asks of every answer: a session or a message may ask for something else. */
export function ControlsFields({ value, errors, onChange }: ControlsFieldsProps) {
  const set = Object.keys(toControls(value) ?? {}).length;
  const change = (part: Partial<ControlsDraft>): void => onChange({ ...value, ...part });
  const errorOf = (name: string) => errors.get(`controls.${name}`);
  const hasError = [...errors.keys()].some((path) => path.startsWith('controls'));
  const [isOpen, setIsOpen] = useState(set > 0);
  return (
    <Card>
      <details open={isOpen || hasError} onToggle={(event) => setIsOpen(event.currentTarget.open)}>
        <summary className="px-4 py-3 font-medium hover:bg-hover">
          Answers{' '}
          <span className="text-sm font-normal text-muted">{set === 0 ? 'as the model does' : `${set} set`}</span>
        </summary>
        <div className="space-y-4 border-t border-line p-4">
          <Numbers value={value} change={change} errorOf={errorOf} />
          <Field
            label="Texts that end an answer"
            hint="One a line; \n is a line break."
            error={errorOf('stop') ?? errorBelow(errors, 'controls.stop')}
          >
            {(control) => (
              <Textarea
                {...control}
                rows={2}
                className="min-h-0 font-mono text-xs"
                value={value.stop}
                onChange={(event) => change({ stop: event.target.value })}
              />
            )}
          </Field>
          <Tools value={value} change={change} errorOf={errorOf} />
          <Format value={value} change={change} error={errorBelow(errors, 'controls.response_format')} />
        </div>
      </details>
    </Card>
  );
}

interface PartProps {
  value: ControlsDraft;
  change: (part: Partial<ControlsDraft>) => void;
}

type ErrorOf = (name: string) => string | undefined;

const NUMBERS = [
  { key: 'maxTokens', name: 'max_tokens', label: 'Most tokens of an answer', min: 1, max: 1_000_000, step: 1 },
  { key: 'temperature', name: 'temperature', label: 'Temperature', min: 0, max: 2, step: 'any' },
  { key: 'topP', name: 'top_p', label: 'Top P', min: 0, max: 1, step: 'any' },
] as const;

function Numbers({ value, change, errorOf }: PartProps & { errorOf: ErrorOf }) {
  return (
    <>
      <Choice
        label="Reasoning effort"
        value={value.effort}
        error={errorOf('reasoning.effort')}
        options={EFFORTS.map((effort) => [effort, effort])}
        onChange={(effort) => change({ effort: EFFORTS.find((each) => each === effort) ?? '' })}
      />
      {NUMBERS.map(({ key, name, ...field }) => (
        <TextField
          key={key}
          type="number"
          placeholder="the model’s default"
          {...field}
          value={value[key]}
          error={errorOf(name)}
          onChange={(event) => change({ [key]: event.target.value })}
        />
      ))}
    </>
  );
}

function Tools({ value, change, errorOf }: PartProps & { errorOf: ErrorOf }) {
  return (
    <>
      <Choice
        label="Tools"
        hint="A tool that must be called is called in the first answer of a turn."
        value={value.toolChoice}
        error={errorOf('tool_choice')}
        options={[
          ['auto', 'the model decides'],
          ['none', 'none may be called'],
          ['required', 'one must be called'],
          ['name', 'this one must be called'],
        ]}
        onChange={(toolChoice) => change({ toolChoice: toolChoice as ControlsDraft['toolChoice'] })}
      />
      {value.toolChoice === 'name' && (
        <TextField
          label="Name of the tool"
          required
          pattern="[a-zA-Z0-9_\-]{1,64}"
          value={value.toolName}
          error={errorOf('tool_choice.name')}
          onChange={(event) => change({ toolName: event.target.value })}
        />
      )}
      <Choice
        label="Calls in one answer"
        value={value.parallelCalls}
        options={[
          ['yes', 'as many as the model wants'],
          ['no', 'at most one'],
        ]}
        onChange={(parallelCalls) => change({ parallelCalls: parallelCalls as ControlsDraft['parallelCalls'] })}
      />
    </>
  );
}

function Format({ value, change, error }: PartProps & { error: string | undefined }) {
  const fault = readSchema(value.schema) === null ? 'This is no JSON object yet.' : undefined;
  return (
    <>
      <Choice
        label="Form of the last answer"
        value={value.format}
        error={error}
        options={[
          ['text', 'text'],
          ['json_schema', 'JSON that fits a schema'],
        ]}
        onChange={(format) => change({ format: format as ControlsDraft['format'] })}
      />
      {value.format === 'json_schema' && (
        <>
          <TextField
            label="Name of the form"
            required
            pattern="[A-Za-z0-9_\-]{1,64}"
            value={value.formatName}
            onChange={(event) => change({ formatName: event.target.value })}
          />
          <Field label="JSON Schema" error={fault}>
            {(control) => (
              <Textarea
                {...control}
                // The browser does not send a form with such a field.
                ref={(field) => field?.setCustomValidity(fault ?? '')}
                rows={8}
                spellCheck={false}
                className="font-mono text-xs"
                value={value.schema}
                onChange={(event) => change({ schema: event.target.value })}
              />
            )}
          </Field>
        </>
      )}
    </>
  );
}

interface ChoiceProps {
  label: string;
  hint?: ReactNode;
  value: string;
  error?: string | undefined;
  options: readonly (readonly [value: string, label: string])[];
  onChange: (value: string) => void;
}

function Choice({ label, hint, value, error, options, onChange }: ChoiceProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <Select {...control} value={value} onChange={(event) => onChange(event.target.value)}>
          <option value="">the model’s default</option>
          {options.map(([name, shown]) => (
            <option key={name} value={name}>
              {shown}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

/** The first error of a field, or of something in it. */
function errorBelow(errors: ReadonlyMap<string, string>, path: string): string | undefined {
  return [...errors].find(([name]) => name.startsWith(path))?.[1];
}
