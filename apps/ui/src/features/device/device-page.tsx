'use client';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { everruns } from '@/data/everruns.ts';
import { useMe } from '@/data/use-me.ts';
import { Card } from '@/design/card.tsx';
import { CodeForm } from './code-form.tsx';
import { DecisionForm } from './decision-form.tsx';

type Decision = 'approve' | 'deny';

/** Where a person signs a program in that has no browser, such as the CLI: its code, what asks for it, and the decision. */
export function DevicePage() {
  const me = useMe();
  const [decision, setDecision] = useState<Decision | null>(null);
  const look = useMutation({
    mutationFn: (user_code: string) => everruns.call('get', '/v1/auth/device', { query: { user_code } }),
  });
  const decide = useMutation({
    mutationFn: (next: Decision) =>
      everruns.call('post', `/v1/auth/device/${next}`, { body: { user_code: look.data?.user_code ?? '' } }),
    onSuccess: (_, next) => setDecision(next),
  });
  return (
    <Card className="w-full max-w-md space-y-5 p-6">
      <h1 className="text-lg font-semibold tracking-tight">Sign in a program</h1>
      {decision !== null && <Done decision={decision} />}
      {decision === null && look.data === undefined && (
        <CodeForm isPending={look.isPending} error={look.error} onCode={(code) => look.mutate(code)} />
      )}
      {decision === null && look.data !== undefined && (
        <DecisionForm
          login={look.data}
          me={me.data}
          isPending={decide.isPending}
          error={decide.error}
          onDecide={(next) => decide.mutate(next)}
          onBack={() => look.reset()}
        />
      )}
    </Card>
  );
}

function Done({ decision }: { decision: Decision }) {
  return (
    <p role="status" className="text-sm">
      {decision === 'approve'
        ? 'The program is signed in. You may close this page and return to your terminal.'
        : 'The program was refused. Nobody was signed in.'}
    </p>
  );
}
