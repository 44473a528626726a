'use client';
import { AlreadyResolvedError, type Approval, type ResolveApprovalRequest } from '@everruns/sdk';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { everruns } from '@/data/everruns.ts';
import { useFallbackPoll } from '@/data/feed-state.ts';
import { toSentence } from '@/design/error-notice.tsx';
import { toast } from '@/design/toast.ts';

/** While the feed is lost. */
const EVERY_MS = 3_000;
const SHOWN = 50;

/** What waits for a person, newest first. */
export function useOpenApprovals() {
  return useQuery({
    queryKey: ['approvals', 'open'],
    queryFn: async ({ signal }) =>
      (await everruns.approvals.list({ status: 'open', limit: SHOWN }, { signal }).page()).data,
    refetchInterval: useFallbackPoll(EVERY_MS),
  });
}

/** How much waits for a person. */
export function useApprovalCount() {
  return useQuery({
    queryKey: ['approvals', 'count'],
    queryFn: ({ signal }) => everruns.approvals.count({ signal }),
    refetchInterval: useFallbackPoll(EVERY_MS),
  });
}

/** One with the schema of its arguments, once somebody wants to edit them. */
export function useApproval(id: string, isWanted: boolean) {
  return useQuery({
    queryKey: ['approvals', id],
    queryFn: ({ signal }) => everruns.approvals.get(id, { signal }),
    enabled: isWanted,
  });
}

/** What people have decided, and what expired or was canceled, newest first. */
export function useResolvedApprovals(isShown: boolean) {
  return useQuery({
    queryKey: ['approvals', 'resolved'],
    queryFn: async ({ signal }): Promise<Approval[]> =>
      (await everruns.approvals.list({ limit: SHOWN }, { signal }).page()).data.filter(
        ({ status }) => status !== 'open',
      ),
    enabled: isShown,
  });
}

/** Decides, once. Whoever comes second reads who was first. */
export function useDecide(approvalId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (decision: ResolveApprovalRequest) => everruns.approvals.resolve(approvalId, decision),
    onError: (error) =>
      toast.error(
        error instanceof AlreadyResolvedError
          ? `It was decided already, by ${error.resolvedBy ?? 'somebody else'}.`
          : toSentence(error),
      ),
    onSettled: () => client.invalidateQueries({ queryKey: ['approvals'] }),
  });
}
