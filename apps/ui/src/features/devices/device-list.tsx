'use client';
import type { Device } from '@everruns/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { MonitorSmartphone } from 'lucide-react';
import { everruns } from '@/data/everruns.ts';
import { useMay } from '@/data/use-me.ts';
import { usePagedList } from '@/data/use-paged-list.ts';
import { Badge, LiveDot } from '@/design/badge.tsx';
import { Button } from '@/design/button.tsx';
import { Card } from '@/design/card.tsx';
import { useNow } from '@/design/clock.ts';
import { ConfirmDelete } from '@/design/confirm-delete.tsx';
import { EmptyState } from '@/design/empty-state.tsx';
import { ErrorNotice, toSentence } from '@/design/error-notice.tsx';
import { formatAgo } from '@/design/format.ts';
import { Page, Skeleton } from '@/design/page.tsx';
import { toast } from '@/design/toast.ts';
import { ApiCall } from '@/features/shell';

const LOOK_AGAIN_MS = 5_000;
const CONNECT = `const connection = everruns.connect({
  deviceId: 'laptop',
  tools: { look_up_order: { execute: ({ number }) => ({ number, status: 'shipped' }) } },
});`;

/** The programs that execute tools over a WebSocket: which are there, and what each can execute. */
export function DeviceList() {
  const devices = usePagedList({
    queryKey: ['devices'],
    fetchPage: (cursor, signal) =>
      everruns.devices.list({ limit: 100, ...(cursor !== undefined && { cursor }) }, { signal }).page(),
    refetchIntervalMs: LOOK_AGAIN_MS,
  });
  return (
    <Page
      title="Devices"
      hint="Programs that hold a WebSocket and execute the tools that agents declare for their clients."
      actions={<ApiCall path="/v1/devices" sdk={CONNECT} />}
    >
      {devices.isError && <ErrorNotice error={devices.error} onRetry={() => void devices.refetch()} />}
      {devices.isPending && !devices.isError && <Skeleton />}
      {devices.isSuccess && devices.items.length === 0 && (
        <EmptyState icon={MonitorSmartphone} title="No device has connected">
          A desktop app, a page or a daemon connects with <code className="font-mono">everruns.connect</code>.
        </EmptyState>
      )}
      {devices.items.length > 0 && (
        <Card>
          <ul className="divide-y divide-line">
            {devices.items.map((device) => (
              <DeviceRow key={device.id} device={device} />
            ))}
          </ul>
        </Card>
      )}
      {devices.hasNextPage && (
        <Button disabled={devices.isFetchingNextPage} onClick={() => void devices.fetchNextPage()}>
          Show more
        </Button>
      )}
    </Page>
  );
}

function DeviceRow({ device }: { device: Device }) {
  const { id, device_id, subject, is_connected, has_secret, tools, seen_at } = device;
  const mayWrite = useMay('write');
  const now = useNow(30_000);
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () => everruns.devices.delete(id),
    onSuccess: () => client.invalidateQueries({ queryKey: ['devices'] }),
    onError: (error) => toast.error(toSentence(error)),
  });
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 basis-60 space-y-1.5">
        <div className="flex flex-wrap items-center gap-2 font-medium">
          <LiveDot isLive={is_connected} />
          <span className="wrap-anywhere">{device_id}</span>
          {subject !== 'local' && <Badge>{subject}</Badge>}
          {has_secret && <Badge tone="outline">needs its secret</Badge>}
        </div>
        <p className="text-xs text-muted">
          {is_connected ? 'connected' : 'away, last seen'} {formatAgo(seen_at, now)}
        </p>
        <Tools of={device_id} tools={tools} />
      </div>
      {mayWrite && (
        <ConfirmDelete
          name={device_id}
          consequence="Its secret is deleted and its socket is closed. It may connect again as a new device."
          isPending={remove.isPending}
          onConfirm={() => remove.mutate()}
        />
      )}
    </li>
  );
}

const MOST_SHOWN = 20;

function Tools({ of, tools }: { of: string; tools: readonly string[] }) {
  if (tools.length === 0) return <p className="text-xs text-muted">executes no tools</p>;
  return (
    <ul aria-label={`Tools of ${of}`} className="flex flex-wrap items-center gap-1.5 text-xs">
      {tools.slice(0, MOST_SHOWN).map((tool) => (
        <li key={tool}>
          <code className="rounded bg-sunken px-1.5 py-0.5 font-mono wrap-anywhere">{tool}</code>
        </li>
      ))}
      {tools.length > MOST_SHOWN && <li className="text-muted">and {tools.length - MOST_SHOWN} more</li>}
    </ul>
  );
}
