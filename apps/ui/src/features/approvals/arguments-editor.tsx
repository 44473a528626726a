'use client';
import { omitUndefined } from '@everruns/kernel';
import { Button } from '@/design/button.tsx';
import { Field, Textarea } from '@/design/field.tsx';
import { SchemaForm } from './schema-form.tsx';
import type { WrittenArguments } from './use-arguments.ts';

export interface ArgumentsEditorProps {
  written: WrittenArguments;
  hint?: string;
}

/** The arguments of a call, to be written in a form that comes from the tool’s schema, or as JSON. */
export function ArgumentsEditor({ written, hint }: ArgumentsEditorProps) {
  const { fields, typed, text, error, change, write, toggle } = written;
  return (
    <div className="space-y-2">
      {text === null && fields !== null ? (
        <>
          <SchemaForm fields={fields} value={typed} onChange={change} />
          {hint !== undefined && <p className="text-xs text-muted">{hint}</p>}
        </>
      ) : (
        <Field label="Arguments" error={error} {...omitUndefined({ hint })}>
          {(control) => (
            <Textarea
              {...control}
              rows={4}
              spellCheck={false}
              className="field-sizing-content max-h-60 font-mono !text-xs"
              value={text ?? ''}
              onChange={(event) => write(event.target.value)}
            />
          )}
        </Field>
      )}
      {fields !== null && (
        <Button size="sm" look="quiet" disabled={error !== undefined} onClick={toggle}>
          {text === null ? 'Write JSON instead' : 'Use the form instead'}
        </Button>
      )}
    </div>
  );
}
