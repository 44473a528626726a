'use client';
import { useQuery } from '@tanstack/react-query';
import { everruns } from '@/data/everruns.ts';
import { Card, CardHeader } from '@/design/card.tsx';
import { formatCost, formatCount } from '@/design/format.ts';
import { Link } from '@/design/link.tsx';

const DAYS = 14;
const DAY_MS = 86_400_000;
/** The height of what is written above and below a bar. */
const WORDS = '3.75rem';

/** Shows tokens and cost of the last days that had activity. */
export function UsageChart() {
  const usage = useQuery({
    queryKey: ['usage', 'day'],
    queryFn: async ({ signal }) =>
      (await everruns.call('get', '/v1/usage', { query: { group_by: 'day', limit: DAYS }, signal })).data,
    refetchInterval: 30_000,
  });
  const days = (usage.data ?? []).toSorted((left, right) => ((left.day ?? '') < (right.day ?? '') ? -1 : 1));
  // A single day shows no trend, and its sums already appear with the sessions below.
  if (days.length < 2) return null;
  const tokensOf = ({ usage: { input_tokens, output_tokens } }: (typeof days)[number]): number =>
    input_tokens + output_tokens;
  const most = Math.max(...days.map(tokensOf), 1);
  const cost = days.reduce((sum, day) => sum + (day.usage.cost_usd ?? 0), 0);
  return (
    <Card>
      <CardHeader
        title="Tokens a day"
        hint={`${formatCount(days.reduce((sum, day) => sum + tokensOf(day), 0))} tokens · ${formatCost(cost)} · ${formatCount(days.reduce((sum, day) => sum + day.generations, 0))} generations`}
      />
      <ol className="flex h-44 items-end gap-2 overflow-x-auto px-4 pt-4 pb-3">
        {days.map((day) => (
          <li
            key={day.day}
            className="flex h-full max-w-16 min-w-9 flex-1 flex-col justify-end gap-1 text-center text-xs text-faint tabular-nums"
          >
            <span>{formatCount(tokensOf(day))}</span>
            {day.usage.cost_usd !== undefined && <span>{formatCost(day.usage.cost_usd)}</span>}
            <span
              aria-hidden
              className="min-h-0.5 shrink-0 rounded-t bg-primary"
              style={{ height: `calc((100% - ${WORDS}) * ${tokensOf(day) / most})` }}
            />
            <Link
              href={`/sessions?${rangeOf(day.day ?? '')}`}
              title="The sessions that began on this day"
              className="rounded hover:text-fg hover:underline"
            >
              {day.day?.slice(5)}
            </Link>
          </li>
        ))}
      </ol>
    </Card>
  );
}

/** The sessions of a day in UTC, as the list of sessions takes it. */
function rangeOf(day: string): string {
  const start = Date.parse(`${day}T00:00:00.000Z`);
  if (Number.isNaN(start)) return '';
  // Both bounds are excluded.
  const [after, before] = [start - 1, start + DAY_MS].map((ms) => new Date(ms).toISOString());
  return new URLSearchParams({ created_after: after ?? '', created_before: before ?? '' }).toString();
}
