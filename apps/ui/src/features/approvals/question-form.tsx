import type { PendingApproval, ResolveApprovalRequest } from '@everruns/sdk';
import { useState } from 'react';
import { Button } from '@/design/button.tsx';
import { Field, Textarea } from '@/design/field.tsx';
import { readAnswer } from './read-json.ts';
import { finishFields, readSchemaFields } from './schema-fields.ts';
import { SchemaForm } from './schema-form.tsx';

export interface QuestionFormProps {
  question: NonNullable<PendingApproval['question']>;
  isPending: boolean;
  onDecide: (decision: ResolveApprovalRequest) => void;
}

/** A question with its options as buttons, or with a field for the answer. */
export function QuestionForm({ question, isPending, onDecide }: QuestionFormProps) {
  const [text, setText] = useState('');
  const [typed, setTyped] = useState<Record<string, unknown>>({});
  const { options = [], schema } = question;
  const fields = readSchemaFields(schema);
  const isEmpty = fields === null ? text.trim() === '' : Object.keys(typed).length === 0;
  const send = (answer: unknown): void => {
    if (!isPending) onDecide({ decision: 'answer', answer });
  };
  return (
    <form
      aria-label="Answer"
      className="space-y-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (isEmpty) return;
        if (fields !== null) send(finishFields(fields, typed));
        else send(schema === undefined ? text : readAnswer(text));
      }}
    >
      <p className="text-sm font-medium wrap-anywhere">{question.question}</p>
      {options.length > 0 && (
        <div className="flex flex-wrap gap-2">
          {options.map((option) => (
            <Button key={option} size="sm" disabled={isPending} onClick={() => send(option)}>
              {option}
            </Button>
          ))}
        </div>
      )}
      {fields !== null && <SchemaForm fields={fields} value={typed} onChange={setTyped} />}
      {fields === null && (options.length === 0 || schema !== undefined) && (
        <Field label="Your answer" {...(schema !== undefined && { hint: `JSON that fits ${JSON.stringify(schema)}` })}>
          {(control) => (
            <Textarea
              {...control}
              rows={2}
              className="field-sizing-content max-h-60"
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
      )}
      <div className="flex flex-wrap gap-2">
        {(options.length === 0 || schema !== undefined) && (
          <Button type="submit" size="sm" look="primary" disabled={isPending || isEmpty}>
            Answer
          </Button>
        )}
        <Button size="sm" look="danger" disabled={isPending} onClick={() => onDecide({ decision: 'deny' })}>
          Do not answer
        </Button>
      </div>
    </form>
  );
}
