'use client';
import type { UsageGroup } from '@everruns/sdk';
import { useQuery } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { useState } from 'react';
import { everruns } from '@/data/everruns.ts';
import { Card, CardHeader } from '@/design/card.tsx';
import { useNow } from '@/design/clock.ts';
import { formatCost, formatCount } from '@/design/format.ts';
import { Link } from '@/design/link.tsx';
import { useAgentNames } from '@/data/use-agent-names.ts';
import { listCosts, type CostGrouping } from './list-costs.ts';
import { useModels } from '@/data/use-models.ts';

const GROUPINGS: Record<CostGrouping, string> = { agent: 'Agents', model: 'Models', subject: 'Subjects' };
const SHOWN = 6;
const READ = 100;
const DAY_MS = 86_400_000;
const DAYS = 7;

/** What cost most in the last seven days; a row leads to its sessions. */
export function CostTable() {
  const [grouping, setGrouping] = useState<CostGrouping>('agent');
  const { data } = useUsage(grouping);
  const agents = useAgentNames();
  const models = useModels();
  const rows = listCosts(grouping, data ?? [], { agents, models }).slice(0, SHOWN);
  if (data === undefined || (data.length === 0 && grouping === 'agent')) return null;
  return (
    <Card>
      <CardHeader
        title="Cost"
        hint="Of the last seven days."
        actions={
          <div role="group" aria-label="Cost by" className="flex gap-1">
            {Object.entries(GROUPINGS).map(([key, label]) => (
              <button
                key={key}
                type="button"
                aria-pressed={key === grouping}
                onClick={() => setGrouping(key as CostGrouping)}
                className={clsx(
                  'h-7 rounded-md px-2 text-xs font-medium',
                  key === grouping ? 'bg-hover text-fg' : 'text-muted hover:text-fg',
                )}
              >
                {label}
              </button>
            ))}
          </div>
        }
      />
      <ul aria-label={GROUPINGS[grouping]} className="divide-y divide-line text-sm">
        {rows.map(({ key, name, href, tokens, cost }) => (
          <li key={key} className="relative flex items-center gap-3 px-4 py-2 has-[a]:hover:bg-sunken/60">
            <span className="min-w-0 flex-1 truncate">
              {href === null ? (
                name
              ) : (
                <Link href={href} className="after:absolute after:inset-0">
                  {name}
                </Link>
              )}
            </span>
            <span className="text-xs text-faint tabular-nums">{formatCount(tokens)} tokens</span>
            <span className="w-16 text-right tabular-nums">{cost === null ? '–' : formatCost(cost)}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function useUsage(grouping: CostGrouping) {
  const now = useNow(60_000);
  const from = new Date(now - DAYS * DAY_MS).toISOString();
  return useQuery({
    queryKey: ['usage', grouping],
    queryFn: async ({ signal }): Promise<readonly UsageGroup[]> =>
      (await everruns.usage.list({ group_by: grouping, from, limit: READ }, { signal }).page()).data,
    placeholderData: (before) => before,
    refetchInterval: 60_000,
  });
}
