'use client';
import { useCallback, useMemo } from 'react';
import { readStored, useStored } from './use-stored.ts';

export interface Draft<T> {
  /** The unsaved value, or the saved one if nothing was changed. */
  value: T;
  isDirty: boolean;
  /** Whether the saved value has changed since the draft was begun. */
  isStale: boolean;
  change: (next: T) => void;
  /** Forgets the draft, because it was saved or is not wanted. */
  discard: () => void;
}

interface StoredDraft<T> {
  /** The saved value, as JSON, when the draft was begun. */
  base: string;
  value: T;
}

/**
 * Unsaved changes of a person to a saved value (JSON), kept in this browser until they are saved or discarded: another page, a
 * reload, or a change of the saved value by somebody else does not lose them.
 */
export function useDraft<T>(key: string, saved: T): Draft<T> {
  const [stored, setStored] = useStored(key);
  const savedText = JSON.stringify(saved);
  const draft = useMemo(() => parse<T>(stored), [stored]);
  const change = useCallback(
    (next: T) => {
      const before = parse<T>(readStored(key));
      const base = before?.base ?? savedText;
      const value = JSON.stringify(next);
      setStored(value === savedText ? '' : JSON.stringify({ base, value: next } satisfies StoredDraft<T>));
    },
    [key, savedText, setStored],
  );
  return {
    value: draft?.value ?? saved,
    isDirty: draft !== null && JSON.stringify(draft.value) !== savedText,
    isStale: draft !== null && draft.base !== savedText,
    change,
    discard: useCallback(() => setStored(''), [setStored]),
  };
}

function parse<T>(stored: string): StoredDraft<T> | null {
  if (stored === '') return null;
  try {
    // Only this module writes these values; one of an earlier build that differs has no `base`.
    const draft = JSON.parse(stored) as Partial<StoredDraft<T>> | null;
    return typeof draft?.base === 'string' && draft.value !== undefined ? (draft as StoredDraft<T>) : null;
  } catch {
    return null;
  }
}
