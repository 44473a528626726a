import { Field, Input, Select } from '@/design/field.tsx';
import type { SchemaField } from './schema-fields.ts';

export interface SchemaFormProps {
  fields: readonly SchemaField[];
  value: Readonly<Record<string, unknown>>;
  onChange: (value: Record<string, unknown>) => void;
}

/** One control for each field. A field that is left empty and need not be given is left out. */
export function SchemaForm({ fields, value, onChange }: SchemaFormProps) {
  const change = (field: SchemaField, next: unknown): void => {
    const { [field.name]: _before, ...others } = value;
    const isLeftOut = next === '' && !field.isRequired;
    onChange(isLeftOut ? others : { ...others, [field.name]: next });
  };
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      {fields.map((field) => (
        <Field key={field.name} label={field.title} hint={field.hint}>
          {(control) => (
            <Control {...control} field={field} value={value[field.name]} onChange={(next) => change(field, next)} />
          )}
        </Field>
      ))}
    </div>
  );
}

interface ControlProps {
  id: string;
  'aria-describedby'?: string;
  field: SchemaField;
  value: unknown;
  onChange: (value: unknown) => void;
}

function Control({ field, value, onChange, ...control }: ControlProps) {
  if (field.kind === 'switch')
    return (
      <input
        {...control}
        type="checkbox"
        className="block size-4"
        checked={value === true}
        onChange={(event) => onChange(event.target.checked)}
      />
    );
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  if (field.kind === 'choice')
    return (
      <Select {...control} value={text} onChange={(event) => onChange(event.target.value)}>
        {!field.choices.includes(text) && <option value={text}>{text === '' ? 'Choose …' : text}</option>}
        {field.choices.map((choice) => (
          <option key={choice}>{choice}</option>
        ))}
      </Select>
    );
  return (
    <Input
      {...control}
      inputMode={field.kind === 'number' ? 'decimal' : 'text'}
      value={text}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
