'use client';
import { useState } from 'react';
import { readObject } from './read-json.ts';
import { finishFields, readSchemaFields, type SchemaField } from './schema-fields.ts';

export type Arguments = Record<string, unknown>;

/** The arguments of a call while a person writes them: in a form, or as JSON. */
export interface WrittenArguments {
  /** Null where the arguments have to be written as JSON. */
  fields: readonly SchemaField[] | null;
  typed: Arguments;
  /** The JSON that was written, while it is written. */
  text: string | null;
  error: string | undefined;
  /** Null while the JSON is none. */
  value: Arguments | null;
  change: (typed: Arguments) => void;
  write: (text: string) => void;
  /** Changes between the form and JSON, with what was written so far. */
  toggle: () => void;
}

/** `schema` is undefined while it is read. */
export function useArguments(schema: unknown, initial: Readonly<Arguments>): WrittenArguments {
  const [typed, setTyped] = useState<Arguments>({ ...initial });
  const [text, setText] = useState<string | null>(null);
  const fields = readSchemaFields(schema);
  const shownText = text ?? (fields === null && schema !== undefined ? format(typed) : null);
  const read = shownText === null ? { value: finishFields(fields ?? [], typed) } : readObject(shownText);
  return {
    fields,
    typed,
    text: shownText,
    error: 'error' in read ? read.error : undefined,
    value: 'value' in read ? read.value : null,
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
