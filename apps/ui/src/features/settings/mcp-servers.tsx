'use client';
import type { McpServer } from '@everruns/sdk';
import { Cable, Plus, Stethoscope } from 'lucide-react';
import { useState } from 'react';
import { toast } from '@/design/toast.ts';
import { everruns } from '@/data/everruns.ts';
import { useMcpServers } from '@/data/use-mcp-servers.ts';
import { useMay } from '@/data/use-me.ts';
import { Badge } from '@/design/badge.tsx';
import { Button } from '@/design/button.tsx';
import { useNow } from '@/design/clock.ts';
import { ConfirmDelete } from '@/design/confirm-delete.tsx';
import { formatAgo } from '@/design/format.ts';
import { ApiCall } from '@/features/shell';
import { LoginWanted, McpLogins } from './mcp-login.tsx';
import { McpServerDialog } from './mcp-server-dialog.tsx';
import { McpOffersDialog } from './mcp-offers-dialog.tsx';
import { SettingsList, SettingsRow } from './settings-list.tsx';
import { useChange } from './use-change.ts';

const EXAMPLE = { name: 'github', url: 'https://mcp.example.com/mcp' };

/** Servers whose tools agents can use, over the Model Context Protocol. */
export function McpServers() {
  const [isAdding, setIsAdding] = useState(false);
  const [shown, setShown] = useState<McpServer | null>(null);
  const isAdmin = useMay('admin');
  const servers = useMcpServers();
  return (
    <>
      <LoginWanted servers={servers.data ?? []} />
      <SettingsList
        title="MCP servers"
        hint="Their tools are offered to agents under the server’s name, as github__create_issue."
        icon={Cable}
        empty="No MCP server yet"
        query={servers}
        actions={
          <>
            <ApiCall
              method="POST"
              path="/v1/mcp-servers"
              body={EXAMPLE}
              sdk={`await everruns.mcpServers.create(${JSON.stringify(EXAMPLE)});`}
            />
            {isAdmin && (
              <Button size="sm" look="primary" onClick={() => setIsAdding(true)}>
                <Plus aria-hidden />
                Add a server
              </Button>
            )}
          </>
        }
      >
        {(server) => <ServerRow key={server.id} server={server} isAdmin={isAdmin} onOffers={() => setShown(server)} />}
      </SettingsList>
      {isAdding && <McpServerDialog onClose={() => setIsAdding(false)} onCreated={setShown} />}
      {shown !== null && <McpOffersDialog serverId={shown.id} isAdmin={isAdmin} onClose={() => setShown(null)} />}
    </>
  );
}

interface ServerRowProps {
  server: McpServer;
  isAdmin: boolean;
  onOffers: () => void;
}

function ServerRow({ server, isAdmin, onOffers }: ServerRowProps) {
  const { name, url } = server;
  const isOwn = server.transport !== 'stdio';
  return (
    <SettingsRow
      title={<ServerTitle server={server} />}
      facts={server.last_error ?? (isOwn ? url : 'A program that the operator has configured.')}
      actions={
        <>
          {server.auth === 'oauth' && <McpLogins server={server} />}
          <Button size="sm" aria-label={`Offers of ${name}`} onClick={onOffers}>
            Offers
          </Button>
          {isAdmin && <CheckServer server={server} />}
          {isAdmin && isOwn && <ChangeServer server={server} />}
        </>
      }
    />
  );
}

function CheckServer({ server: { id, name } }: { server: McpServer }) {
  const check = useChange({
    stale: 'mcp-servers',
    change: () => everruns.mcpServers.check(id),
    onDone: (answer) =>
      answer.status === 'ok' ? toast.success(`${name}: ${answer.detail}`) : toast.error(`${name}: ${answer.detail}`),
  });
  return (
    <Button size="sm" aria-label={`Check ${name}`} disabled={check.isPending} onClick={() => check.mutate(undefined)}>
      <Stethoscope aria-hidden />
      Check
    </Button>
  );
}

function ChangeServer({ server: { id, name, status } }: { server: McpServer }) {
  const update = useChange({
    stale: 'mcp-servers',
    change: (next: McpServer['status']) => everruns.mcpServers.update(id, { status: next }),
  });
  const remove = useChange({ stale: 'mcp-servers', change: () => everruns.mcpServers.delete(id) });
  const isActive = status === 'active';
  return (
    <>
      <Button
        size="sm"
        look="quiet"
        disabled={update.isPending}
        onClick={() => update.mutate(isActive ? 'disabled' : 'active')}
      >
        {isActive ? 'Disable' : 'Enable'}
      </Button>
      <ConfirmDelete
        name={name}
        consequence="Agents no longer get its tools, and its headers are deleted."
        isPending={remove.isPending}
        onConfirm={() => remove.mutate(undefined)}
      />
    </>
  );
}

function ServerTitle({ server }: { server: McpServer }) {
  const now = useNow(30_000);
  return (
    <>
      <code className="font-mono text-sm">{server.name}</code>
      <Health server={server} now={now} />
      {server.transport === 'stdio' && <Badge tone="outline">of the operator</Badge>}
      {server.header_names.map((header) => (
        <Badge key={header} tone="outline">
          {header}
        </Badge>
      ))}
    </>
  );
}

function Health({ server: { status, checked_at, last_error }, now }: { server: McpServer; now: number }) {
  if (status === 'disabled') return <Badge>disabled</Badge>;
  if (checked_at === undefined) return <Badge>never asked</Badge>;
  const when = formatAgo(checked_at, now);
  return last_error === undefined ? (
    <Badge tone="live">answered {when}</Badge>
  ) : (
    <Badge tone="danger">failed {when}</Badge>
  );
}
