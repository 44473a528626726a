'use client';
import type { Session, SessionLineage } from '@everruns/sdk';
import { useQuery } from '@tanstack/react-query';
import { GitFork } from 'lucide-react';
import { Popover } from 'radix-ui';
import { everruns } from '@/data/everruns.ts';
import { Button } from '@/design/button.tsx';
import { ErrorNotice } from '@/design/error-notice.tsx';
import { formatDateTime } from '@/design/format.ts';
import { Link } from '@/design/link.tsx';
import { Skeleton } from '@/design/page.tsx';
import { toTree, type LineageNode } from './to-tree.ts';

/** Everything that was forked from the same beginning, as a tree. */
export function LineageMenu({ session }: { session: Session }) {
  return (
    <Popover.Root>
      <Popover.Trigger asChild>
        <Button look="quiet" size="sm">
          <GitFork aria-hidden />
          {session.forked_from === undefined ? 'Forks' : 'Fork'}
        </Button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={6}
          collisionPadding={8}
          aria-label="Lineage"
          className="animate-appear z-50 max-h-96 w-[min(26rem,calc(100vw-1rem))] overflow-y-auto rounded-lg border border-line bg-surface p-3 text-sm text-fg shadow-xl"
        >
          <Tree sessionId={session.id} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Tree({ sessionId }: { sessionId: string }) {
  const lineage = useQuery({
    queryKey: ['sessions', sessionId, 'lineage'],
    queryFn: ({ signal }) => everruns.sessions.lineage(sessionId, { signal }),
  });
  if (lineage.isError) return <ErrorNotice error={lineage.error} />;
  if (lineage.isPending) return <Skeleton rows={3} />;
  return (
    <>
      <Nodes nodes={toTree(lineage.data)} chosen={sessionId} />
      {lineage.data.has_more && <p className="pt-2 text-xs text-muted">The newest forks are not shown.</p>}
    </>
  );
}

function Nodes({ nodes, chosen }: { nodes: readonly LineageNode[]; chosen: string }) {
  return (
    <ul className="space-y-1 [&_ul]:mt-1 [&_ul]:border-l [&_ul]:border-line [&_ul]:pl-3">
      {nodes.map((node) => (
        <li key={node.session.session_id}>
          <Entry session={node.session} isChosen={node.session.session_id === chosen} />
          {node.forks.length > 0 && <Nodes nodes={node.forks} chosen={chosen} />}
        </li>
      ))}
    </ul>
  );
}

function Entry({ session, isChosen }: { session: SessionLineage['sessions'][number]; isChosen: boolean }) {
  const { session_id, title, at_sequence, created_at } = session;
  return (
    <Link
      href={`/sessions/${session_id}`}
      aria-current={isChosen ? 'page' : undefined}
      className="block rounded px-2 py-1 hover:bg-hover aria-[current]:bg-hover aria-[current]:font-medium"
    >
      <span className="block truncate">{title ?? `Session ${session_id.slice(-8)}`}</span>
      <span className="block text-xs text-muted">
        {at_sequence === undefined ? 'the first' : `forked at #${at_sequence}`} · {formatDateTime(created_at)}
      </span>
    </Link>
  );
}
