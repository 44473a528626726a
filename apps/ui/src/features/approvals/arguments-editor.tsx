import { Button } from '@/design/button.tsx';
import { Field, Textarea } from '@/design/field.tsx';
import { SchemaForm } from './schema-form.tsx';
import type { EditedArguments } from './use-edited-arguments.ts';

const HINT = 'The agent is told that you changed them.';

/** The arguments of a call, to be edited in a form that comes from the tool’s schema, or as JSON. */
export function ArgumentsEditor({ edited }: { edited: EditedArguments }) {
  const { isOpen, isPending, fields, typed, text, error, isBroken, change, write, toggle } = edited;
  if (!isOpen) return null;
  if (isPending) return <p className="text-xs text-muted">Reading what the tool takes …</p>;
  return (
    <div className="space-y-2">
      {text === null && fields !== null ? (
        <>
          <SchemaForm fields={fields} value={typed} onChange={change} />
          <p className="text-xs text-muted">{HINT}</p>
        </>
      ) : (
        <Field label="Arguments" error={error} hint={HINT}>
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
        <Button size="sm" look="quiet" disabled={isBroken} onClick={toggle}>
          {text === null ? 'Write JSON instead' : 'Use the form instead'}
        </Button>
      )}
    </div>
  );
}
