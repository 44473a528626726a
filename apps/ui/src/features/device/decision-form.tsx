'use client';
import type { Me, PendingDeviceLogin } from '@everruns/sdk';
import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '@/design/button.tsx';
import { ErrorNotice } from '@/design/error-notice.tsx';
import { formatTime } from '@/design/format.ts';

export interface DecisionFormProps {
  login: PendingDeviceLogin;
  me: Me | undefined;
  isPending: boolean;
  error: Error | null;
  onDecide: (decision: 'approve' | 'deny') => void;
  onBack: () => void;
}

/** Shows what asks, from where, and what it will be allowed to do, before the person decides. */
export function DecisionForm({ login, me, isPending, error, onDecide, onBack }: DecisionFormProps) {
  return (
    <div className="space-y-4">
      <dl className="space-y-2 text-sm">
        <Fact name="Code">
          <span className="font-mono">{login.user_code}</span>
        </Fact>
        <Fact name="It says that it is">“{login.client_name}”</Fact>
        <Fact name="It asks from">
          {login.network}
          {login.is_same_network ? ', the network of this browser' : ''}
        </Fact>
        <Fact name="Asked at">{formatTime(login.created_at)}</Fact>
        {me?.user !== undefined && (
          <Fact name="It will act as">
            {me.user.email}, {me.role} of {me.organization.name}
          </Fact>
        )}
      </dl>
      <Warning>
        {!login.is_same_network && (
          <strong className="block">This program is in another network than your browser. </strong>
        )}
        Approve only if you started this login yourself, a moment ago, and your terminal shows this code. If somebody
        sent you the code or asked you to type it, deny it: they would get everything that you may do here.
      </Warning>
      {error !== null && <ErrorNotice error={error} />}
      <div className="flex flex-wrap gap-2">
        <Button look="primary" disabled={isPending} onClick={() => onDecide('approve')}>
          Approve
        </Button>
        <Button look="danger" disabled={isPending} onClick={() => onDecide('deny')}>
          Deny
        </Button>
        <Button disabled={isPending} onClick={onBack}>
          Another code
        </Button>
      </div>
    </div>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap gap-x-2">
      <dt className="w-32 shrink-0 text-muted">{name}</dt>
      <dd className="min-w-0 flex-1 break-words">{children}</dd>
    </div>
  );
}

function Warning({ children }: { children: ReactNode }) {
  return (
    <div role="note" className="flex items-start gap-3 rounded-lg bg-live-soft px-4 py-3 text-sm">
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      <p className="min-w-0 flex-1">{children}</p>
    </div>
  );
}
