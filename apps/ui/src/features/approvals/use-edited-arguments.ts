import { useState } from 'react';
import { useApproval } from '@/data/use-approvals.ts';
import { readObject } from './read-json.ts';
import { finishFields, readSchemaFields, type SchemaField } from './schema-fields.ts';

type Arguments = Record<string, unknown>;

/** What a person has made of the arguments of a call: in a form, or as JSON. */
export interface EditedArguments {
  isOpen: boolean;
  open: () => void;
  /** The schema of the arguments is being read. */
  isPending: boolean;
  /** Null where the arguments have to be written as JSON. */
  fields: readonly SchemaField[] | null;
  typed: Arguments;
  /** The JSON that was written, while it is written. */
  text: string | null;
  error: string | undefined;
  isBroken: boolean;
  /** What is sent. Null if nothing was edited. */
  value: Arguments | null;
  change: (typed: Arguments) => void;
  write: (text: string) => void;
  /** Changes between the form and JSON, with what was edited so far. */
  toggle: () => void;
}

export function useEditedArguments(approvalId: string, args: Readonly<Arguments>): EditedArguments {
  const [isOpen, setIsOpen] = useState(false);
  const [typed, setTyped] = useState<Arguments>({ ...args });
  const [text, setText] = useState<string | null>(null);
  const approval = useApproval(approvalId, isOpen);
  const isPending = isOpen && approval.isPending && !approval.isError;
  const fields = readSchemaFields(approval.data?.parameters);
  const shownText = text ?? (fields === null && !isPending ? format(typed) : null);
  const read = shownText === null ? { value: finishFields(fields ?? [], typed) } : readObject(shownText);
  const error = 'error' in read ? read.error : undefined;
  return {
    isOpen,
    open: () => setIsOpen(true),
    isPending,
    fields,
    typed,
    text: shownText,
    error,
    isBroken: isOpen && (isPending || error !== undefined),
    value: isOpen && 'value' in read ? read.value : null,
    change: setTyped,
    write: setText,
    toggle() {
      if (shownText === null) return setText(format(finishFields(fields ?? [], typed)));
      if ('value' in read) setTyped(read.value);
      setText(null);
    },
  };
}

const format = (value: Arguments): string => JSON.stringify(value, null, 2);
