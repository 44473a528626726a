'use client';
import type { McpPromptMessages, McpServer, McpTool } from '@everruns/sdk';
import { useQuery } from '@tanstack/react-query';
import { Tabs } from 'radix-ui';
import { useState } from 'react';
import { everruns } from '@/data/everruns.ts';
import { useMay } from '@/data/use-me.ts';
import { Badge } from '@/design/badge.tsx';
import { Dialog } from '@/design/dialog.tsx';
import { ErrorNotice } from '@/design/error-notice.tsx';
import { Select } from '@/design/field.tsx';
import { Link } from '@/design/link.tsx';
import { Skeleton } from '@/design/page.tsx';
import { TabList } from '@/design/tab-list.tsx';
import { PromptOffers, ResourceOffers, ShownMessages, ShownResource, useTools } from '@/features/mcp';
import { useChange } from './use-change.ts';

export interface McpOffersDialogProps {
  serverId: string;
  isAdmin: boolean;
  onClose: () => void;
}

const TABS = [
  { name: 'tools', label: 'Tools' },
  { name: 'resources', label: 'Resources' },
  { name: 'prompts', label: 'Prompts' },
];

/** Connects to a server, and shows the tools that agents get, what can be read there, and its prompts. */
export function McpOffersDialog({ serverId, isAdmin, onClose }: McpOffersDialogProps) {
  const server = useQuery({
    queryKey: ['mcp-servers', serverId],
    queryFn: ({ signal }) => everruns.mcpServers.get(serverId, { signal }),
  });
  return (
    <Dialog title={`What ${server.data?.name ?? 'the server'} offers`} isOpen onOpenChange={onClose}>
      {server.isError && <ErrorNotice error={server.error} onRetry={() => void server.refetch()} />}
      {server.data !== undefined && (
        <Tabs.Root defaultValue="tools" className="space-y-4">
          <TabList label="Kinds of offers" tabs={TABS} />
          <Tabs.Content value="tools">
            <Tools server={server.data} isAdmin={isAdmin} />
          </Tabs.Content>
          <Tabs.Content value="resources">
            <Resources server={server.data} />
          </Tabs.Content>
          <Tabs.Content value="prompts">
            <Prompts server={server.data} />
          </Tabs.Content>
        </Tabs.Root>
      )}
    </Dialog>
  );
}

function Tools({ server, isAdmin }: { server: McpServer; isAdmin: boolean }) {
  const tools = useTools(server.id);
  if (tools.isError) return <ErrorNotice error={tools.error} onRetry={() => void tools.refetch()} />;
  if (tools.data === undefined) return <Skeleton rows={3} />;
  if (tools.data.length === 0) return <p className="text-sm text-muted">The server offers no tools.</p>;
  return (
    <ul className="divide-y divide-line">
      {tools.data.map((tool) => (
        <ToolRow key={tool.name} server={server} tool={tool} isAdmin={isAdmin} />
      ))}
    </ul>
  );
}

function Resources({ server }: { server: McpServer }) {
  const [shown, setShown] = useState<string | null>(null);
  const verb = useMay('write') ? 'Read' : null;
  return (
    <ResourceOffers
      server={server}
      verb={verb}
      onChoose={({ uri }) => setShown(shown === uri ? null : uri)}
      below={(uri) => uri === shown && <ShownResource server={server} uri={uri} />}
    />
  );
}

function Prompts({ server }: { server: McpServer }) {
  const [shown, setShown] = useState<{ prompt: string; filled: McpPromptMessages } | null>(null);
  const verb = useMay('write') ? 'Try' : null;
  return (
    <PromptOffers
      server={server}
      verb={verb}
      onFilled={(prompt, filled) => setShown({ prompt, filled })}
      below={(prompt) => shown?.prompt === prompt && <ShownMessages filled={shown.filled} />}
    />
  );
}

interface ToolRowProps {
  server: McpServer;
  tool: McpTool;
  isAdmin: boolean;
}

function ToolRow({ server, tool, isAdmin }: ToolRowProps) {
  const { name, remote_name, description, effect, policy } = tool;
  const change = useChange({
    stale: 'mcp-servers',
    change: (next: 'auto' | 'requires_approval') =>
      everruns.mcpServers.update(server.id, {
        policy_overrides: { ...server.policy_overrides, [remote_name]: next },
      }),
  });
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-1 py-3">
      <div className="min-w-0 flex-1 basis-56">
        <p className="flex flex-wrap items-center gap-2">
          <code className="font-mono text-xs font-medium wrap-anywhere">{name}</code>
          <Badge tone="outline">{effect}</Badge>
          <Link
            href={`/playground?capability=mcp&server=${server.name}&tool=${name}`}
            aria-label={`Run ${name} in the playground`}
            className="text-xs hover:underline"
          >
            Run
          </Link>
        </p>
        <p className="line-clamp-2 text-xs text-muted">{description}</p>
      </div>
      {isAdmin && server.transport !== 'stdio' && policy !== 'client_side' ? (
        <Select
          aria-label={`Before a call of ${name}`}
          className="!h-8 !w-auto"
          value={policy}
          disabled={change.isPending}
          onChange={(event) => change.mutate(event.target.value === 'auto' ? 'auto' : 'requires_approval')}
        >
          <option value="auto">runs at once</option>
          <option value="requires_approval">asks first</option>
        </Select>
      ) : (
        <Badge>{policy === 'auto' ? 'runs at once' : 'asks first'}</Badge>
      )}
    </li>
  );
}
