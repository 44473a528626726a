'use client';
import { useQuery } from '@tanstack/react-query';
import { everruns } from '@/data/everruns.ts';

/** What this platform is and has, in four numbers. */
export function PlatformFacts() {
  const health = useQuery({ queryKey: ['health', 'facts'], queryFn: ({ signal }) => everruns.health({ signal }) });
  const models = useQuery({
    queryKey: ['models'],
    queryFn: async ({ signal }) => (await everruns.models.list({ limit: 100 }, { signal }).page()).data,
  });
  const active = useQuery({
    queryKey: ['sessions', 'list', 'live'],
    queryFn: async ({ signal }) => everruns.sessions.list({ status: 'active', limit: 100 }, { signal }).page(),
    refetchInterval: 5_000,
  });
  const live = active.data === undefined ? '–' : `${active.data.data.length}${active.data.has_more ? '+' : ''}`;
  const model = models.data?.find(({ is_default }) => is_default) ?? models.data?.[0];
  const facts = [
    ['Live sessions', live],
    ['Default model', model?.display_name ?? '–'],
    [
      'Turns run',
      health.data === undefined ? '–' : health.data.runner === 'temporal' ? 'on Temporal' : 'in this process',
    ],
    ['Version', health.data?.version ?? '–'],
  ];
  return (
    <dl className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      {facts.map(([name, value]) => (
        <div key={name} className="rounded-lg border border-line bg-surface px-4 py-3">
          <dt className="text-xs text-muted">{name}</dt>
          <dd className="truncate text-base font-semibold tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
