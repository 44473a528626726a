'use client';
import type { Agent, AgentVersion } from '@everruns/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { History } from 'lucide-react';
import { parseAsInteger, useQueryState } from 'nuqs';
import { toast } from '@/design/toast.ts';
import { everruns } from '@/data/everruns.ts';
import { useMay } from '@/data/use-me.ts';
import { usePagedList } from '@/data/use-paged-list.ts';
import { Badge } from '@/design/badge.tsx';
import { Button } from '@/design/button.tsx';
import { Card } from '@/design/card.tsx';
import { ErrorNotice, toSentence } from '@/design/error-notice.tsx';
import { formatDateTime } from '@/design/format.ts';
import { Skeleton } from '@/design/page.tsx';
import { VersionDiff } from './version-diff.tsx';

/** Every version of an agent: what it changed, its difference from the newest one, and the way back to it. */
export function AgentVersions({ agent }: { agent: Agent }) {
  const [compared, setCompared] = useQueryState('compare', parseAsInteger);
  const versions = usePagedList<AgentVersion>({
    queryKey: ['agents', agent.id, 'versions', agent.version],
    fetchPage: (cursor, signal) =>
      everruns.agents.versions(agent.id, { limit: 30, ...(cursor && { cursor }) }, { signal }).page(),
  });
  if (versions.isError) return <ErrorNotice error={versions.error} onRetry={() => void versions.refetch()} />;
  if (versions.isPending) return <Skeleton />;
  return (
    <div className="space-y-3">
      <Card>
        <ul className="divide-y divide-line">
          {versions.items.map((version) => (
            <li key={version.version} className="px-4 py-3">
              <VersionRow
                agent={agent}
                version={version}
                isCompared={compared === version.version}
                onCompare={(isOn) => void setCompared(isOn ? version.version : null)}
              />
              {compared === version.version && (
                <VersionDiff agentId={agent.id} from={version.version} to={agent.version} />
              )}
            </li>
          ))}
        </ul>
      </Card>
      {versions.hasNextPage && <Button onClick={() => void versions.fetchNextPage()}>Show more</Button>}
    </div>
  );
}

interface VersionRowProps {
  agent: Agent;
  version: AgentVersion;
  isCompared: boolean;
  onCompare: (isOn: boolean) => void;
}

function VersionRow({ agent, version: { version, created_at, created_by, changed }, ...row }: VersionRowProps) {
  const mayWrite = useMay('write');
  const client = useQueryClient();
  const restore = useMutation({
    mutationFn: () => everruns.agents.restoreVersion(agent.id, version),
    onSuccess: async (next) => {
      toast.success(`Version ${next.version} is what version ${version} was.`);
      await client.invalidateQueries({ queryKey: ['agents'] });
    },
    onError: (error) => toast.error(toSentence(error)),
  });
  const isNewest = version === agent.version;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <Badge tone="outline">v{version}</Badge>
      <div className="min-w-0 flex-1 basis-48">
        <p className="truncate">{changed.length === 0 ? 'The first version' : `Changed: ${changed.join(', ')}`}</p>
        <p className="truncate text-xs text-faint">
          {formatDateTime(created_at)}
          {created_by !== undefined && ` · ${created_by}`}
        </p>
      </div>
      {isNewest && <Badge tone="live">in use</Badge>}
      {!isNewest && (
        <Button
          size="sm"
          aria-expanded={row.isCompared}
          aria-label={`Compare version ${version} with the newest`}
          onClick={() => row.onCompare(!row.isCompared)}
        >
          Compare
        </Button>
      )}
      {!isNewest && mayWrite && agent.status === 'active' && (
        <Button
          size="sm"
          aria-label={`Restore version ${version}`}
          disabled={restore.isPending}
          onClick={() => restore.mutate()}
        >
          <History aria-hidden />
          Restore
        </Button>
      )}
    </div>
  );
}
