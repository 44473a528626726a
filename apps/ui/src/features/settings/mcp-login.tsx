'use client';
import type { McpConnection, McpServer } from '@everruns/sdk';
import { useQuery } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { everruns } from '@/data/everruns.ts';
import { useStartLogin } from '@/data/start-login.ts';
import { Badge } from '@/design/badge.tsx';
import { Button } from '@/design/button.tsx';
import { DeleteDialog } from '@/design/confirm-delete.tsx';
import { useChange } from './use-change.ts';

function useConnections() {
  return useQuery({
    queryKey: ['mcp-connections'],
    queryFn: async ({ signal }) => (await everruns.mcpConnections.list({ limit: 100 }, { signal }).page()).data,
  });
}

/** The logins at a server that the person reaches, each with its end, and a button for one of the organization. */
export function McpLogins({ server: { id, name } }: { server: McpServer }) {
  const connections = useConnections();
  const start = useStartLogin(id);
  const own = connections.data?.filter(({ server_id }) => server_id === id) ?? [];
  const isSignedIn = own.some(({ subject, status }) => subject === 'local' && status === 'active');
  return (
    <span className="flex flex-wrap items-center gap-2">
      {own.map((connection) => (
        <Login key={connection.id} connection={connection} name={name} />
      ))}
      <Button
        size="sm"
        look={isSignedIn ? 'quiet' : 'primary'}
        aria-label={`Sign in to ${name}`}
        disabled={start.isPending}
        onClick={() => start.mutate(undefined)}
      >
        <KeyRound aria-hidden />
        {isSignedIn ? 'Sign in again' : 'Sign in'}
      </Button>
    </span>
  );
}

function Login({ connection: { id, subject, status, last_error }, name }: { connection: McpConnection; name: string }) {
  const [isAsking, setIsAsking] = useState(false);
  const remove = useChange({ stale: 'mcp-connections', change: () => everruns.mcpConnections.delete(id) });
  const who = subject === 'local' ? 'everybody' : subject;
  return (
    <span className="flex items-center gap-1">
      <Badge tone={status === 'active' ? 'live' : 'danger'} {...(last_error !== undefined && { title: last_error })}>
        {status === 'active' ? `signed in for ${who}` : `login of ${who} has ended`}
      </Badge>
      <Button
        size="sm"
        look="quiet"
        aria-label={`Sign out ${who} of ${name}`}
        disabled={remove.isPending}
        onClick={() => setIsAsking(true)}
      >
        Sign out
      </Button>
      <DeleteDialog
        name={`${who} of ${name}`}
        verb="Sign out"
        consequence="Calls of its tools wait until somebody signs in again."
        isOpen={isAsking}
        onOpenChange={setIsAsking}
        onConfirm={() => remove.mutate(undefined)}
      />
    </span>
  );
}

/** Shown to a person whom a call has sent here: says at which server a login is missing. */
export function LoginWanted({ servers }: { servers: readonly McpServer[] }) {
  const query = useSearchParams();
  const server = servers.find(({ id }) => id === query.get('connect'));
  return server === undefined ? null : <Wanted server={server} subject={query.get('subject') ?? undefined} />;
}

function Wanted({ server, subject }: { server: McpServer; subject: string | undefined }) {
  const start = useStartLogin(server.id);
  return (
    <div className="mb-4 flex flex-wrap items-center gap-3 rounded-md border border-line bg-live-soft p-3 text-sm">
      <span>A call of an agent waits for a login at {server.name}.</span>
      <Button size="sm" look="primary" disabled={start.isPending} onClick={() => start.mutate(subject)}>
        Sign in
      </Button>
    </div>
  );
}
