'use client';
import type { McpServer, McpTool } from '@everruns/sdk';
import { useQuery } from '@tanstack/react-query';
import { everruns } from '@/data/everruns.ts';
import { Badge } from '@/design/badge.tsx';
import { Dialog } from '@/design/dialog.tsx';
import { ErrorNotice } from '@/design/error-notice.tsx';
import { Select } from '@/design/field.tsx';
import { Link } from '@/design/link.tsx';
import { Skeleton } from '@/design/page.tsx';
import { useChange } from './use-change.ts';

export interface McpToolsDialogProps {
  serverId: string;
  isAdmin: boolean;
  onClose: () => void;
}

/** Connects to a server, and shows the tools that agents get, with whether a call of each asks first. */
export function McpToolsDialog({ serverId, isAdmin, onClose }: McpToolsDialogProps) {
  const server = useQuery({
    queryKey: ['mcp-servers', serverId],
    queryFn: ({ signal }) => everruns.mcpServers.get(serverId, { signal }),
  });
  const tools = useQuery({
    queryKey: ['mcp-servers', serverId, 'tools'],
    queryFn: async ({ signal }) => (await everruns.mcpServers.tools(serverId, { signal }).page()).data,
  });
  return (
    <Dialog title={`Tools of ${server.data?.name ?? 'the server'}`} isOpen onOpenChange={onClose}>
      {tools.isError && <ErrorNotice error={tools.error} onRetry={() => void tools.refetch()} />}
      {tools.isPending && !tools.isError && <Skeleton rows={3} />}
      {tools.data?.length === 0 && <p className="text-sm text-muted">The server offers no tools.</p>}
      {server.data !== undefined && tools.data !== undefined && tools.data.length > 0 && (
        <ul className="divide-y divide-line">
          {tools.data.map((tool) => (
            <ToolRow key={tool.name} server={server.data} tool={tool} isAdmin={isAdmin} />
          ))}
        </ul>
      )}
    </Dialog>
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
