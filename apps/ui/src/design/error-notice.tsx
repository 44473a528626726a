'use client';
import { messageOf } from '@everruns/kernel';
import { EverrunsApiError } from '@everruns/sdk';
import { TriangleAlert } from 'lucide-react';
import { Button } from './button.tsx';

/** Shows a person what went wrong in a failed call. What a field needs is said once, also if the server says it twice. */
export function toSentence(error: unknown): string {
  if (error instanceof EverrunsApiError) {
    const [first] = error.problem?.errors ?? [];
    const isSaid = first === undefined || error.message.includes(first.message);
    return isSaid ? error.message : `${error.message} ${first.path}: ${first.message}.`;
  }
  if (error instanceof TypeError) return 'The server cannot be reached.';
  return messageOf(error);
}

/** Returns what the server says about these fields of a refused request, to be shown beside each. */
export function readFieldErrors(error: unknown): ReadonlyMap<string, string> {
  const errors = error instanceof EverrunsApiError ? (error.problem?.errors ?? []) : [];
  return new Map(errors.map(({ path, message }) => [path, `This ${message}.`]));
}

export function ErrorNotice({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  return (
    <div role="alert" className="flex items-start gap-3 rounded-lg bg-danger-soft px-4 py-3 text-sm text-danger">
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      <p className="min-w-0 flex-1 break-words">{toSentence(error)}</p>
      {onRetry !== undefined && (
        <Button size="sm" onClick={onRetry}>
          Try again
        </Button>
      )}
    </div>
  );
}
