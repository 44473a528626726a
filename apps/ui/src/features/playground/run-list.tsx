'use client';
import dynamic from 'next/dynamic';
import { Card, CardHeader } from '@/design/card.tsx';
import { Link } from '@/design/link.tsx';
import { Skeleton } from '@/design/page.tsx';

const ToolRun = dynamic(() => import('@/features/session').then((module) => module.ToolRun), {
  loading: () => <Skeleton rows={1} />,
});

/** A call that was made on this visit. */
export interface MadeRun {
  sessionId: string;
  tool: string;
  args: Record<string, unknown>;
}

/** The calls of this visit, the newest first. Each is followed while it runs. */
export function RunList({ runs }: { runs: readonly MadeRun[] }) {
  if (runs.length === 0) return null;
  return (
    <Card>
      <CardHeader title="Calls of this visit" />
      <ol className="divide-y divide-line">
        {runs.map(({ sessionId, tool }) => (
          <li key={sessionId} aria-label={`Call of ${tool}`} className="space-y-1.5 p-4">
            <ToolRun sessionId={sessionId} />
            <Link href={`/sessions/${sessionId}`} className="text-xs text-muted hover:underline">
              Open its session
            </Link>
          </li>
        ))}
      </ol>
    </Card>
  );
}
