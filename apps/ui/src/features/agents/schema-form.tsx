'use client';
import { omitUndefined } from '@everruns/kernel';
import type { JsonValue } from '@everruns/sdk';
import { useState } from 'react';
import { Field, Input, Select, Textarea } from '@/design/field.tsx';
import type { CapabilityConfig } from './agent-draft.ts';
import { listProperties, type Property } from './list-properties.ts';

export interface SchemaFormProps {
  /** The JSON Schema of an object. */
  schema: Record<string, unknown>;
  value: CapabilityConfig;
  /** What the server said of the settings, by their path. An error of the whole has an empty path. */
  errors: ReadonlyMap<string, string>;
  onChange: (value: CapabilityConfig) => void;
}

/** Controls for the settings that a JSON Schema describes, or their JSON. */
export function SchemaForm(props: SchemaFormProps) {
  const [isJson, setIsJson] = useState(false);
  const { errors, schema } = props;
  const names = listProperties(schema).map(({ name }) => name);
  // A setting inside another one, or of a later release, has no field of its own.
  const others = [...errors].filter(([path]) => isJson || !names.includes(path));
  return (
    <div className="basis-full space-y-3 pl-7">
      {isJson ? <JsonFields {...props} /> : <SchemaFields {...props} />}
      {others.map(([path, message]) => (
        <p key={path} role="alert" className="text-xs text-danger">
          {path === '' ? message : `${path}: ${message}`}
        </p>
      ))}
      <button type="button" className="text-xs text-muted underline hover:text-fg" onClick={() => setIsJson(!isJson)}>
        {isJson ? 'Edit as fields' : 'Edit as JSON'}
      </button>
    </div>
  );
}

/** The text is kept while it is no JSON of an object, and becomes the value as soon as it is. */
function JsonFields({ value, onChange }: SchemaFormProps) {
  const [text, setText] = useState(() => JSON.stringify(value, null, 2));
  const parsed = parseObject(text);
  const error = parsed === null ? 'This is no JSON object yet, so it is not used.' : undefined;
  return (
    <Field label="Settings as JSON" error={error}>
      {(control) => (
        <Textarea
          {...control}
          rows={8}
          spellCheck={false}
          className="font-mono text-xs"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            const next = parseObject(event.target.value);
            if (next !== null) onChange(next);
          }}
        />
      )}
    </Field>
  );
}

function parseObject(text: string): CapabilityConfig | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as CapabilityConfig) : null;
  } catch {
    return null;
  }
}

function SchemaFields({ schema, value, errors, onChange }: SchemaFormProps) {
  const set = (name: string, next: JsonValue | undefined): void => {
    const { [name]: _, ...rest } = value;
    onChange(next === undefined ? rest : { ...rest, [name]: next });
  };
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      {listProperties(schema).map((property) => (
        <Field
          key={property.name}
          label={property.title}
          error={errors.get(property.name)}
          {...omitUndefined({ hint: property.description })}
        >
          {(control) => (
            <Control
              {...control}
              property={property}
              value={value[property.name]}
              onChange={(next) => set(property.name, next)}
            />
          )}
        </Field>
      ))}
    </div>
  );
}

interface ControlProps {
  id: string;
  property: Property;
  value: JsonValue | undefined;
  onChange: (value: JsonValue | undefined) => void;
}

function Control({ property, value, onChange, ...control }: ControlProps) {
  const placeholder = property.default === undefined ? undefined : formatValue(property.default);
  switch (property.kind) {
    case 'choice':
      return (
        <Select
          {...control}
          value={value === undefined ? '' : JSON.stringify(value)}
          onChange={(event) =>
            onChange(event.target.value === '' ? undefined : (JSON.parse(event.target.value) as JsonValue))
          }
        >
          <option value="">default{placeholder === undefined ? '' : ` (${placeholder})`}</option>
          {property.choices.map((choice) => (
            <option key={JSON.stringify(choice)} value={JSON.stringify(choice)}>
              {formatValue(choice)}
            </option>
          ))}
        </Select>
      );
    case 'number':
      return (
        <Input
          {...control}
          type="number"
          step="any"
          placeholder={placeholder}
          value={typeof value === 'number' ? value : ''}
          onChange={(event) => onChange(event.target.value === '' ? undefined : Number(event.target.value))}
        />
      );
    case 'long_text':
    case 'lines':
      return (
        <Textarea
          {...control}
          rows={4}
          className="font-mono text-xs"
          placeholder={placeholder ?? (property.kind === 'lines' ? 'one a line' : undefined)}
          value={value === undefined ? '' : formatLines(value)}
          onChange={(event) => onChange(parseLines(event.target.value, property.kind === 'lines'))}
          onBlur={() => {
            if (Array.isArray(value)) onChange(withoutEmptyLines(value));
          }}
        />
      );
    case 'list':
    case 'text':
      return (
        <Input
          {...control}
          placeholder={placeholder ?? (property.kind === 'list' ? 'separated by commas' : undefined)}
          value={value === undefined ? '' : formatValue(value)}
          onChange={(event) => onChange(parseText(event.target.value, property.kind === 'list'))}
        />
      );
  }
}

function parseText(text: string, isList: boolean): JsonValue | undefined {
  if (text === '') return undefined;
  return isList ? text.split(',').map((item) => item.trimStart()) : text;
}

function parseLines(text: string, isList: boolean): JsonValue | undefined {
  if (text === '') return undefined;
  return isList ? text.split('\n') : text;
}

/** A line that is empty while a person types may still get its text, so it is removed when the field is left. */
function withoutEmptyLines(lines: readonly JsonValue[]): JsonValue | undefined {
  const kept = lines.filter((line) => line !== '');
  return kept.length === 0 ? undefined : kept;
}

function formatLines(value: JsonValue): string {
  return Array.isArray(value) ? value.map(formatValue).join('\n') : formatValue(value);
}

function formatValue(value: JsonValue): string {
  if (typeof value === 'string') return value;
  return Array.isArray(value) ? value.map(formatValue).join(', ') : JSON.stringify(value);
}
