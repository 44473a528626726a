'use client';
import { useQuery } from '@tanstack/react-query';
import { Gauge } from 'lucide-react';
import { everruns } from '@/data/everruns.ts';
import { formatBytes, formatCount } from '@/design/format.ts';
import { ApiCall } from '@/features/shell';
import { SettingsList } from './settings-list.tsx';

const LOOK_AGAIN_MS = 10_000;

/** The limits of the organization, and how much of each it uses now. */
export function Limits() {
  const limits = useQuery({
    queryKey: ['limits'],
    queryFn: async ({ signal }) => (await everruns.limits.list({ signal }).page()).data,
    refetchInterval: LOOK_AGAIN_MS,
  });
  return (
    <SettingsList
      title="Limits"
      hint="What is beyond a limit is refused with the code limit_reached. An operator changes them."
      icon={Gauge}
      empty="There are no limits"
      query={limits}
      actions={<ApiCall path="/v1/limits" sdk="const { data } = await everruns.limits.list().page();" />}
    >
      {({ name, counts, limit, use }) => (
        <li key={name} className="grid gap-2 px-4 py-3 sm:grid-cols-[minmax(0,1fr)_14rem_10rem] sm:items-center">
          <span className="min-w-0 font-medium first-letter:uppercase">{counts}</span>
          {limit === null ? <span /> : <Bar label={counts} share={limit === 0 ? 1 : use / limit} />}
          <span className="text-xs text-muted tabular-nums sm:text-right">
            {formatUse(name, use)} {limit === null ? 'used, no limit' : `of ${formatUse(name, limit)}`}
          </span>
        </li>
      )}
    </SettingsList>
  );
}

const NEAR = 0.8;

function Bar({ label, share }: { label: string; share: number }) {
  const color = share >= 1 ? 'bg-danger' : share >= NEAR ? 'bg-live' : 'bg-primary';
  return (
    <span
      role="meter"
      aria-label={`Use of ${label}`}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(Math.min(1, share) * 100)}
      className="block h-1.5 overflow-hidden rounded-full bg-sunken"
    >
      <span className={`block h-full ${color}`} style={{ width: `${Math.min(1, share) * 100}%` }} />
    </span>
  );
}

function formatUse(name: string, value: number): string {
  return name.includes('bytes') ? formatBytes(value) : formatCount(value);
}
