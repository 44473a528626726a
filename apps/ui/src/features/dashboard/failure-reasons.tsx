'use client';
import { Card, CardHeader } from '@/design/card.tsx';
import { Link } from '@/design/link.tsx';
import { useTurnStatistics } from './use-turn-statistics.ts';

const SHOWN = 8;

/** Why turns failed in the last seven days, each reason with the sessions that ended with it. */
export function FailureReasons() {
  const { data } = useTurnStatistics();
  if (data === undefined || data.failures.length === 0) return null;
  const { failures, failed } = data;
  return (
    <Card>
      <CardHeader
        title="Why turns failed"
        hint="In the last seven days. A reason leads to the sessions that ended so."
      />
      <ul className="divide-y divide-line">
        {failures.slice(0, SHOWN).map(({ error_code, turns }) => (
          <li key={error_code}>
            <Link
              href={`/sessions?outcome=failed&error_code=${error_code}&period=7d`}
              className="flex items-center gap-3 px-4 py-2 text-sm -outline-offset-2 hover:bg-sunken/60"
            >
              <code className="min-w-0 flex-1 truncate font-mono text-xs">{error_code}</code>
              <span aria-hidden className="h-1.5 w-24 rounded bg-sunken">
                <span
                  className="block h-full rounded bg-danger"
                  style={{ width: `${(turns / Math.max(1, failed)) * 100}%` }}
                />
              </span>
              <span className="w-10 text-right tabular-nums">{turns}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
