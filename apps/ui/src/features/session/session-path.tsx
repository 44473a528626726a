import type { Session } from '@everruns/sdk';
import { Link } from '@/design/link.tsx';

/** The sessions above a sub-agent, the root first. */
export function SessionPath({ path }: { path: NonNullable<Session['path']> }) {
  return (
    <nav aria-label="Sessions above" className="flex basis-full flex-wrap gap-1 text-xs text-muted">
      {path.slice(0, -1).map(({ session_id, title }) => (
        <span key={session_id} className="flex gap-1">
          <Link href={`/sessions/${session_id}`} className="max-w-48 truncate hover:text-fg hover:underline">
            {title ?? 'Session'}
          </Link>
          /
        </span>
      ))}
    </nav>
  );
}
