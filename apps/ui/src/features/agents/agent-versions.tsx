'use client';
import type { Agent, AgentVersion } from '@everruns/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { History } from 'lucide-react';
import { parseAsInteger, useQueryState } from 'nuqs';
import { toast } from '@/design/toast.ts';
import { everruns } from '@/data/everruns.ts';
import { nameActor, type KnownActors } from '@/data/name-actor.ts';
import { useKnownActors } from '@/data/use-known-actors.ts';
import { useMay } from '@/data/use-me.ts';
import { usePagedList } from '@/data/use-paged-list.ts';
import { Badge } from '@/design/badge.tsx';
import { Button } from '@/design/button.tsx';
import { Card } from '@/design/card.tsx';
import { ErrorNotice, toSentence } from '@/design/error-notice.tsx';
import { Field, Select } from '@/design/field.tsx';
import { formatDateTime } from '@/design/format.ts';
import { Skeleton } from '@/design/page.tsx';
import { LabelMenu, VersionLabels } from './version-labels.tsx';
import { VersionDiff } from './version-diff.tsx';

/** Every version of an agent: its labels, what it changed and who changed it, its difference from another one, and the way back to it. */
export function AgentVersions({ agent }: { agent: Agent }) {
  const [compared, setCompared] = useQueryState('compare', parseAsInteger);
  const [other, setOther] = useQueryState('with', parseAsInteger);
  const known = useKnownActors();
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
                known={known}
                isCompared={compared === version.version}
                onCompare={(isOn) => {
                  void setCompared(isOn ? version.version : null);
                  void setOther(null);
                }}
              />
              {compared === version.version && (
                <Comparison
                  agent={agent}
                  from={version.version}
                  to={other ?? agent.version}
                  onChoose={(chosen) => void setOther(chosen === agent.version ? null : chosen)}
                />
              )}
            </li>
          ))}
        </ul>
      </Card>
      {versions.hasNextPage && <Button onClick={() => void versions.fetchNextPage()}>Show more</Button>}
    </div>
  );
}

interface ComparisonProps {
  agent: Agent;
  from: number;
  to: number;
  onChoose: (version: number) => void;
}

interface VersionRowProps {
  agent: Agent;
  version: AgentVersion;
  known: KnownActors;
  isCompared: boolean;
  onCompare: (isOn: boolean) => void;
}

/** The difference from one version to another one, which can be chosen. */
function Comparison({ agent, from, to, onChoose }: ComparisonProps) {
  return (
    <div className="mt-3">
      <Field label="Compare with">
        {(control) => (
          <Select
            {...control}
            className="!w-auto"
            value={to}
            onChange={(event) => onChoose(Number(event.target.value))}
          >
            {Array.from({ length: Math.min(agent.version, MOST_CHOICES) }, (_, index) => agent.version - index)
              .filter((version) => version !== from)
              .map((version) => (
                <option key={version} value={version}>
                  {[`Version ${version}`, ...labelsOf(agent, version)].join(' · ')}
                </option>
              ))}
          </Select>
        )}
      </Field>
      <VersionDiff agentId={agent.id} from={from} to={to} />
    </div>
  );
}

/** Older ones are compared from their own row. */
const MOST_CHOICES = 100;

const labelsOf = ({ labels = {} }: Agent, version: number): string[] =>
  Object.keys(labels).filter((label) => labels[label] === version);

function VersionRow({ agent, version: row, known, isCompared, onCompare }: VersionRowProps) {
  const { version, created_at, created_by, changed } = row;
  const mayWrite = useMay('write') && agent.status === 'active';
  const restore = useRestore(agent, version);
  const isNewest = version === agent.version;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <Badge tone="outline">v{version}</Badge>
      <VersionLabels agent={agent} version={row} mayWrite={mayWrite} />
      <div className="min-w-0 flex-1 basis-48">
        <p className="truncate">{changed.length === 0 ? 'The first version' : `Changed: ${changed.join(', ')}`}</p>
        <p className="truncate text-xs text-faint">
          {formatDateTime(created_at)}
          {created_by !== undefined && ` · by ${nameActor(created_by, known)}`}
        </p>
      </div>
      {isNewest && <Badge>current</Badge>}
      {!isNewest && (
        <Button
          size="sm"
          aria-expanded={isCompared}
          aria-label={`Compare version ${version}`}
          onClick={() => onCompare(!isCompared)}
        >
          Compare
        </Button>
      )}
      {!isNewest && mayWrite && (
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
      {mayWrite && <LabelMenu agent={agent} version={row} />}
    </div>
  );
}

function useRestore({ id }: Agent, version: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => everruns.agents.restoreVersion(id, version),
    onSuccess: async (next) => {
      toast.success(`Version ${next.version} is what version ${version} was.`);
      await client.invalidateQueries({ queryKey: ['agents'] });
    },
    onError: (error) => toast.error(toSentence(error)),
  });
}
