'use client';
import { messageOf } from '@everruns/kernel';
import { EverrunsApiError } from '@everruns/sdk';
import { TriangleAlert } from 'lucide-react';
import { Button } from './button.tsx';

/** Shows a person what went wrong in a failed call. */
export function toSentence(error: unknown): string {
  if (error instanceof EverrunsApiError) {
    const [first] = error.problem?.errors ?? [];
    return first === undefined ? error.message : `${error.message} ${first.path}: ${first.message}.`;
  }
  if (error instanceof TypeError) return 'The server cannot be reached.';
  return messageOf(error);
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
