'use client';
import type { SessionEvent } from '@everruns/sdk';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';

/** Reads the session again when its log says that it was tainted or is harmless again. */
export function useTaintRefresh(sessionId: string, events: readonly SessionEvent[]): void {
  const client = useQueryClient();
  const sequence = useMemo(
    () => events.findLast(({ type }) => type === 'session.tainted' || type === 'session.taint_cleared')?.sequence,
    [events],
  );
  useEffect(() => {
    if (sequence !== undefined) void client.invalidateQueries({ queryKey: ['sessions', sessionId], exact: true });
  }, [client, sessionId, sequence]);
}
