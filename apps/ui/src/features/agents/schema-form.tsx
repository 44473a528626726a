'use client';
import { omitUndefined } from '@everruns/kernel';
import type { JsonValue } from '@everruns/sdk';
import { Field, Input, Select, Textarea } from '@/design/field.tsx';
import type { CapabilityConfig } from './agent-draft.ts';
import { listProperties, type Property } from './list-properties.ts';

export interface SchemaFormProps {
  /** The JSON Schema of an object. */
  schema: Record<string, unknown>;
  value: CapabilityConfig;
  onChange: (value: CapabilityConfig) => void;
}

/** Controls for the settings that a JSON Schema describes. */
export function SchemaForm({ schema, value, onChange }: SchemaFormProps) {
  const set = (name: string, next: JsonValue | undefined): void => {
    const { [name]: _, ...rest } = value;
    onChange(next === undefined ? rest : { ...rest, [name]: next });
  };
  return (
    <div className="grid basis-full gap-3 pl-7 sm:grid-cols-2">
      {listProperties(schema).map((property) => (
        <Field key={property.name} label={property.title} {...omitUndefined({ hint: property.description })}>
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
