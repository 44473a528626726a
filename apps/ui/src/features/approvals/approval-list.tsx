'use client';
import type { Approval } from '@everruns/sdk';
import { Inbox } from 'lucide-react';
import { useState } from 'react';
import { useNow } from '@/design/clock.ts';
import { Badge } from '@/design/badge.tsx';
import { Button } from '@/design/button.tsx';
import { Card } from '@/design/card.tsx';
import { EmptyState } from '@/design/empty-state.tsx';
import { ErrorNotice } from '@/design/error-notice.tsx';
import { formatAgo } from '@/design/format.ts';
import { JsonBlock } from '@/design/json-block.tsx';
import { Link } from '@/design/link.tsx';
import { Page, Skeleton } from '@/design/page.tsx';
import { ApiCall } from '@/features/shell';
import { DecisionForm } from './decision-form.tsx';
import { NotificationsToggle } from './notifications-toggle.tsx';
import { useOpenApprovals, useResolvedApprovals } from '@/data/use-approvals.ts';

/** What waits for a person, over all sessions. */
export function ApprovalList() {
  const [isResolved, setIsResolved] = useState(false);
  const open = useOpenApprovals();
  const resolved = useResolvedApprovals(isResolved);
  const query = isResolved ? resolved : open;
  return (
    <Page
      title="Approvals"
      hint="Calls and questions of agents that wait for a person. Press A to approve or D to deny the focused one."
      actions={
        <ApiCall
          path="/v1/approvals?status=open"
          sdk="const { data } = await everruns.approvals.list({ status: 'open' }).page();"
        />
      }
    >
      <div role="group" aria-label="Which" className="mb-4 flex flex-wrap gap-2">
        <Button
          size="sm"
          aria-pressed={!isResolved}
          look={isResolved ? 'secondary' : 'primary'}
          onClick={() => setIsResolved(false)}
        >
          Open
        </Button>
        <Button
          size="sm"
          aria-pressed={isResolved}
          look={isResolved ? 'primary' : 'secondary'}
          onClick={() => setIsResolved(true)}
        >
          Decided
        </Button>
        <NotificationsToggle />
      </div>
      {query.isError && <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && !query.isError && <Skeleton />}
      {query.data?.length === 0 && (
        <EmptyState icon={Inbox} title={isResolved ? 'Nothing was decided yet' : 'Nothing waits for a person'}>
          A call whose policy is “requires approval”, a question, and a call that needs a login are shown here.
        </EmptyState>
      )}
      <ul className="space-y-4">
        {query.data?.map((approval) => (
          <li key={approval.id}>
            <ApprovalCard approval={approval} />
          </li>
        ))}
      </ul>
    </Page>
  );
}

function ApprovalCard({ approval }: { approval: Approval }) {
  const now = useNow(30_000);
  const { request, status, kind } = approval;
  const pending = { approval_id: approval.id, kind, expires_at: approval.expires_at };
  return (
    <Card className="overflow-hidden">
      <div className="space-y-2 p-4">
        <p className="flex flex-wrap items-center gap-2 text-sm">
          <span className="font-mono font-medium">{request.tool}</span>
          <Badge tone="outline">{kind}</Badge>
          {request.hints?.destructive === true && <Badge tone="danger">destructive</Badge>}
          <span className="text-muted">
            {approval.agent_name} in{' '}
            <Link href={`/sessions/${approval.session_id}`} className="underline">
              {approval.path.map(({ title }) => title ?? 'a session').join(' / ')}
            </Link>
          </span>
          <span className="ml-auto text-xs text-faint">{formatAgo(approval.created_at, now)}</span>
        </p>
        {request.said !== undefined && request.said !== '' && (
          <p className="text-sm wrap-anywhere text-muted">{request.said}</p>
        )}
        {kind === 'approval' && <JsonBlock label="Arguments" value={request.arguments} />}
        {status !== 'open' && <Outcome approval={approval} />}
      </div>
      {status === 'open' && (
        <DecisionForm
          approval={{
            ...pending,
            ...(request.question !== undefined && { question: request.question }),
            ...(request.connection !== undefined && { connection: request.connection }),
          }}
          name={request.tool}
          args={request.arguments}
        />
      )}
    </Card>
  );
}

const OUTCOMES: Readonly<Record<string, string>> = {
  approve: 'approved',
  deny: 'denied',
  answer: 'answered',
  expired: 'expired',
  canceled: 'canceled',
};

function Outcome({ approval: { resolution, resolved_at, resolved_by, status } }: { approval: Approval }) {
  const now = useNow(30_000);
  const decision = resolution?.decision ?? status;
  return (
    <p className="text-sm">
      <Badge tone={decision === 'deny' ? 'danger' : 'neutral'}>{OUTCOMES[decision] ?? decision}</Badge>
      {resolved_by !== undefined && <span className="ml-2 text-muted">by {resolved_by}</span>}
      {resolved_at !== undefined && <span className="ml-2 text-faint">{formatAgo(resolved_at, now)}</span>}
      {resolution?.reason !== undefined && <span className="ml-2 wrap-anywhere">{resolution.reason}</span>}
    </p>
  );
}
