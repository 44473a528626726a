'use client';
import type { AgentVersionDiff } from '@everruns/sdk';
import { useQuery } from '@tanstack/react-query';
import { everruns } from '@/data/everruns.ts';
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
  return (
    <section aria-label={`From version ${from} to version ${to}`} className="mt-3 space-y-3 text-sm">
      {system_prompt !== undefined && <Patch patch={system_prompt.patch} />}
      {(['capabilities', 'tools', 'tags'] as const).map((part) => (
        <Names key={part} label={part} changes={diff.data[part]} />
      ))}
      {fields.map(({ field, before, after }) => (
        <p key={field} className="wrap-anywhere">
          <code className="font-mono text-xs">{field}</code>: <del className="text-danger">{show(before)}</del> →{' '}
          <ins className="text-added no-underline">{show(after)}</ins>
        </p>
      ))}
    </section>
  );
}

function Patch({ patch }: { patch: string }) {
  return (
    <pre
      tabIndex={0}
      aria-label="Change of the system prompt"
      className="max-h-80 overflow-auto rounded-md border border-line p-2 font-mono text-xs leading-relaxed whitespace-pre-wrap"
    >
      {patch.split('\n').map((line, index) => (
        <span key={index} className={`block ${lookOf(line)}`}>
          {line}
        </span>
      ))}
    </pre>
  );
}

function lookOf(line: string): string {
  if (line.startsWith('+')) return 'bg-added-soft text-added';
  if (line.startsWith('-')) return 'bg-danger-soft text-danger';
  return line.startsWith('@@') ? 'text-faint' : '';
}

function Names({ label, changes }: { label: string; changes: AgentVersionDiff['capabilities'] }) {
  if (changes === undefined) return null;
  const words = [
    ...changes.added.map((name) => `+ ${name}`),
    ...changes.removed.map((name) => `− ${name}`),
    ...changes.changed.map((name) => `${name} changed`),
  ];
  return (
    <p className="wrap-anywhere">
      <span className="font-medium first-letter:uppercase">{label}</span>: {words.join(', ')}
    </p>
  );
}

function show(value: unknown): string {
  return value === undefined ? 'not set' : typeof value === 'string' ? value : JSON.stringify(value);
}
