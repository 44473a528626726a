'use client';
import { useQuery } from '@tanstack/react-query';
import { everruns } from '@/data/everruns.ts';
import { useFallbackPoll } from '@/data/feed-state.ts';
import { formatCost, formatCount, formatDuration } from '@/design/format.ts';
import { Link } from '@/design/link.tsx';
import { useModels } from '@/data/use-models.ts';
import { useTurnStatistics } from './use-turn-statistics.ts';

/** Five numbers about the last turns, and the software and models that run them. */
export function PlatformFacts() {
  const facts = [useLiveSessions(), useTokensToday(), ...useTurnFacts()];
  return (
    <div className="space-y-3">
      <dl className="grid grid-cols-2 gap-3 lg:grid-cols-5">
        {facts.map(({ name, value, note, href }) => (
          <div
            key={name}
            className="relative rounded-lg border border-line bg-surface px-4 py-3 has-[a]:hover:border-line-strong max-lg:odd:last:col-span-2"
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
  return { name: 'Working sessions', value, note, href: '/sessions?status=active' };
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
    href: '/sessions?period=24h',
  };
}

function useTurnFacts(): Fact[] {
  const { data } = useTurnStatistics();
  const { duration_ms: duration, first_token_ms: first } = data ?? {};
  return [
    {
      name: 'Failed turns',
      value: data === undefined ? '–' : String(data.failed),
      note: data === undefined ? '' : data.turns === 0 ? 'none has ended yet' : `of ${data.turns} in seven days`,
      href: '/sessions?outcome=failed&period=7d',
    },
    {
      name: 'Median turn',
      value: duration === undefined ? '–' : formatDuration(duration.p50),
      note: duration === undefined ? '' : `19 of 20 within ${formatDuration(duration.p95)}`,
      ...(duration !== undefined && {
        href: `/sessions?min_duration_ms=${Math.max(1, Math.round(duration.p95))}&period=7d`,
      }),
    },
    {
      name: 'First token',
      value: first === undefined ? '–' : formatDuration(first.p50),
      note: first === undefined ? '' : `19 of 20 within ${formatDuration(first.p95)}`,
      href: '/sessions?period=7d',
    },
  ];
}

function Installation() {
  const { data: health } = useQuery({
    queryKey: ['health', 'facts'],
    queryFn: ({ signal }) => everruns.health({ signal }),
  });
  const models = useModels();
  const model = models.find(({ is_default }) => is_default) ?? models[0];
  if (health === undefined) return null;
  const facts = [
    `Everruns ${health.version}`,
    health.runner === 'temporal' ? 'turns run on Temporal' : 'turns run in this process',
    ...(model === undefined ? [] : [`${model.display_name} unless an agent says otherwise`]),
  ];
  return <p className="text-xs text-faint">{facts.join(' · ')}</p>;
}
