'use client';
import { useQuery } from '@tanstack/react-query';
import { everruns } from '@/data/everruns.ts';
import { ChangedFields, NamedChanges, PatchSideBySide } from '@/design/differences.tsx';
import { ErrorNotice } from '@/design/error-notice.tsx';
import { Skeleton } from '@/design/page.tsx';

export interface VersionDiffProps {
  agentId: string;
  from: number;
  to: number;
}

/** What changed from one version of an agent to another: the prompt as lines, sets as what came and went, fields as values. */
export function VersionDiff({ agentId, from, to }: VersionDiffProps) {
  const diff = useQuery({
    queryKey: ['agents', agentId, 'diff', from, to],
    queryFn: ({ signal }) => everruns.agents.diffVersions(agentId, { from, to }, { signal }),
    staleTime: Infinity,
  });
  if (diff.isError) return <ErrorNotice error={diff.error} />;
  if (diff.isPending) return <Skeleton rows={2} />;
  const { system_prompt, fields } = diff.data;
  const isSame = Object.keys(diff.data).every((part) => ['agent_id', 'from', 'to', 'fields'].includes(part));
  return (
    <section aria-label={`From version ${from} to version ${to}`} className="mt-3 space-y-3 text-sm">
      {system_prompt !== undefined && (
        <PatchSideBySide
          patch={system_prompt.patch}
          label="Change of the system prompt"
          titles={[`Version ${from}`, `Version ${to}`]}
        />
      )}
      {(['capabilities', 'tools', 'tags'] as const).map((part) => (
        <NamedChanges key={part} label={part} changes={diff.data[part]} />
      ))}
      <ChangedFields fields={fields} />
      {isSame && fields.length === 0 && <p className="text-muted">Nothing differs.</p>}
    </section>
  );
}
