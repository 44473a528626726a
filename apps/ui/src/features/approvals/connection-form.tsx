import type { PendingApproval, ResolveApprovalRequest } from '@everruns/sdk';
import { KeyRound, X } from 'lucide-react';
import { useStartLogin } from '@/data/start-login.ts';
import { Button } from '@/design/button.tsx';

export interface ConnectionFormProps {
  connection: NonNullable<PendingApproval['connection']>;
  isPending: boolean;
  onDecide: (decision: ResolveApprovalRequest) => void;
}

/** A call that waits for a login: the person signs in, and it runs, or they do not want to, and the agent is told so. */
export function ConnectionForm({ connection, isPending, onDecide }: ConnectionFormProps) {
  const text = (name: string): string => (typeof connection[name] === 'string' ? connection[name] : '');
  const start = useStartLogin(text('server_id'));
  const subject = URL.parse(text('connect_url'), 'http://localhost')?.searchParams.get('subject') ?? undefined;
  return (
    <div role="group" aria-label={`Sign in to ${text('server')}`} className="space-y-2">
      <p className="text-sm font-medium wrap-anywhere">The agent needs a login at {text('server')}.</p>
      <div className="flex flex-wrap items-center gap-2">
        <Button size="sm" look="primary" disabled={isPending || start.isPending} onClick={() => start.mutate(subject)}>
          <KeyRound aria-hidden />
          Sign in
        </Button>
        <Button size="sm" look="danger" disabled={isPending} onClick={() => onDecide({ decision: 'deny' })}>
          <X aria-hidden />
          Do not sign in
        </Button>
      </div>
    </div>
  );
}
