'use client';
import { useState, type FormEvent } from 'react';
import { Button } from '@/design/button.tsx';
import { ErrorNotice } from '@/design/error-notice.tsx';
import { TextField } from '@/design/field.tsx';

export interface CodeFormProps {
  isPending: boolean;
  error: Error | null;
  onCode: (code: string) => void;
}

/** Asks for the code. An address never brings it along, so that nobody approves a code that they have not read themselves. */
export function CodeForm({ isPending, error, onCode }: CodeFormProps) {
  const [code, setCode] = useState('');
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    onCode(code);
  };
  return (
    <form onSubmit={onSubmit} className="space-y-4">
      <TextField
        label="Code"
        hint="The eight letters that your terminal shows"
        placeholder="BCDF-GHJK"
        required
        maxLength={32}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        className="font-mono tracking-widest uppercase"
        value={code}
        onChange={(event) => setCode(event.target.value)}
      />
      {error !== null && <ErrorNotice error={error} />}
      <Button type="submit" look="primary" className="w-full" disabled={isPending}>
        Continue
      </Button>
    </form>
  );
}
