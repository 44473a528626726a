import type { ForkState } from '@everruns/sdk';
import { GitFork } from 'lucide-react';
import { Link } from '@/design/link.tsx';

/** Marks the place at which the session has left the one it was made of. */
export function ForkNotice({ forked }: { forked: ForkState }) {
  return (
    <p
      role="note"
      className="flex items-center gap-2 text-xs text-muted before:flex-1 before:border-t before:border-line after:flex-1 after:border-t after:border-line"
    >
      <GitFork aria-hidden className="size-3.5 shrink-0" />
      <span>
        Forked from{' '}
        <Link href={`/sessions/${forked.from_session_id}`} className="text-fg underline">
          another session
        </Link>
        , which goes on without this one
      </span>
    </p>
  );
}
