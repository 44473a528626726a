'use client';
import { AlreadyResolvedError, type Approval, type ResolveApprovalRequest } from '@everruns/sdk';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { everruns } from '@/data/everruns.ts';
import { toSentence } from '@/design/error-notice.tsx';
import { toast } from '@/design/toast.ts';

const EVERY_MS = 2_000;
/** The badge says "99+" beyond this. */
export const MOST_COUNTED = 99;

/** What waits for a person, newest first. */
export function useOpenApprovals() {
  return useQuery({
    queryKey: ['approvals', 'open'],
    queryFn: async ({ signal }) =>
      (await everruns.approvals.list({ status: 'open', limit: MOST_COUNTED + 1 }, { signal }).page()).data,
    refetchInterval: EVERY_MS,
  });
}

/** What people have decided, newest first. */
export function useResolvedApprovals(isShown: boolean) {
  return useQuery({
    queryKey: ['approvals', 'resolved'],
    queryFn: async ({ signal }): Promise<Approval[]> =>
      (await everruns.approvals.list({ status: 'resolved', limit: 50 }, { signal }).page()).data,
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
