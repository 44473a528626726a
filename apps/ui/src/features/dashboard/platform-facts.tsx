'use client';
import { useQuery } from '@tanstack/react-query';
import { everruns } from '@/data/everruns.ts';
import { useFallbackPoll } from '@/data/feed-state.ts';
import { formatCost, formatCount, formatDuration } from '@/design/format.ts';
import { Link } from '@/design/link.tsx';
import { useRecentTurns } from './use-recent-turns.ts';

/** Four numbers about the last turns, and the software and models that run them. */
export function PlatformFacts() {
  const facts = [useLiveSessions(), useTokensToday(), ...useTurnFacts()];
  return (
    <div className="space-y-3">
      <dl className="grid grid-cols-2 gap-3 lg:grid-cols-4">
        {facts.map(({ name, value, note, href }) => (
          <div
            key={name}
            className="relative rounded-lg border border-line bg-surface px-4 py-3 has-[a]:hover:border-line-strong"
          >
            <dt className="text-xs text-muted">
              {href === undefined ? (
                name
              ) : (
                <Link href={href} className="after:absolute after:inset-0 after:rounded-lg">
                  {name}
                </Link>
              )}
            </dt>
            <dd className="truncate text-base font-semibold tabular-nums">{value}</dd>
            <dd className="truncate text-xs text-faint">{note}</dd>
          </div>
        ))}
      </dl>
      <Installation />
    </div>
  );
}

interface Fact {
  name: string;
  value: string;
  note: string;
  /** The list behind the number. */
  href?: string;
}

function useLiveSessions(): Fact {
  const { data } = useQuery({
    queryKey: ['sessions', 'list', 'live'],
    queryFn: async ({ signal }) => everruns.sessions.list({ status: 'active', limit: 100 }, { signal }).page(),
    refetchInterval: useFallbackPoll(5_000),
  });
  const value = data === undefined ? '–' : `${data.data.length}${data.has_more ? '+' : ''}`;
  const queued = (data?.data ?? []).reduce((sum, { queued_count }) => sum + queued_count, 0);
  const note = queued === 1 ? '1 message queued' : `${queued} messages queued`;
  return { name: 'Working sessions', value, note, href: '/sessions?state=active' };
}

function useTokensToday(): Fact {
  const { data } = useQuery({
    queryKey: ['usage', 'today'],
    queryFn: async ({ signal }) =>
      (await everruns.call('get', '/v1/usage', { query: { group_by: 'day', limit: 1 }, signal })).data[0] ?? null,
    refetchInterval: 30_000,
  });
  const tokens = data == null ? 0 : data.usage.input_tokens + data.usage.output_tokens;
  return {
    name: 'Tokens of the last day',
    value: data === undefined ? '–' : formatCount(tokens),
    note: formatCost(data?.usage.cost_usd ?? 0),
  };
}

function useTurnFacts(): Fact[] {
  const { data } = useRecentTurns();
  const slowest = data?.slowestMs ?? null;
  return [
    {
      name: 'Failed turns',
      value: data === undefined ? '–' : String(data.failed),
      note: data === undefined ? '' : data.ended === 0 ? 'none has ended yet' : `of the last ${data.ended}`,
      href: '/sessions?state=failed',
    },
    {
      name: 'Median turn',
      value: data === undefined || data.medianMs === null ? '–' : formatDuration(data.medianMs),
      note: slowest === null ? '' : `the slowest took ${formatDuration(slowest)}`,
    },
  ];
}

function Installation() {
  const { data: health } = useQuery({
    queryKey: ['health', 'facts'],
    queryFn: ({ signal }) => everruns.health({ signal }),
  });
  const { data: models } = useQuery({
    queryKey: ['models'],
    queryFn: async ({ signal }) => (await everruns.models.list({ limit: 100 }, { signal }).page()).data,
  });
  const model = models?.find(({ is_default }) => is_default) ?? models?.[0];
  if (health === undefined) return null;
  const facts = [
    `Everruns ${health.version}`,
    health.runner === 'temporal' ? 'turns run on Temporal' : 'turns run in this process',
    ...(model === undefined ? [] : [`${model.display_name} unless an agent says otherwise`]),
  ];
  return <p className="text-xs text-faint">{facts.join(' · ')}</p>;
}
