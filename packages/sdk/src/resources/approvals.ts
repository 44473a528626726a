import type { operations } from '../gen/openapi.ts';
import type { CallOptions, Client } from '../http/client.ts';
import { createPageList, type PageList } from '../http/page-list.ts';
import type { Approval, ApprovalCount, ApprovalRule, ResolveApprovalRequest, Wait } from '../nouns.ts';

export type ListApprovalsQuery = NonNullable<operations['list_approvals']['parameters']['query']>;
export type ListApprovalRulesQuery = NonNullable<operations['list_approval_rules']['parameters']['query']>;

export type Approvals = ReturnType<typeof createApprovals>;

export function createApprovals(client: Client) {
  const all = '/v1/approvals';
  const one = `${all}/{approval_id}` as const;
  const resolve = (approval_id: string, body: ResolveApprovalRequest, options: CallOptions = {}): Promise<Wait> =>
    client.call('post', `${one}/resolve`, { path: { approval_id }, body, ...options });
  return {
    /** Lists approvals and questions of all sessions, newest first. */
    list: (query: ListApprovalsQuery = {}, options: CallOptions = {}): PageList<Approval> =>
      createPageList((cursor) =>
        client.call('get', all, { query: { ...query, ...(cursor && { cursor }) }, ...options }),
      ),
    /** Counts what is open, up to 100. */
    count: (options: CallOptions = {}): Promise<ApprovalCount> => client.call('get', `${all}/count`, options),
    /** Gets one, with the schema of the arguments that may be edited. */
    get: (approval_id: string, options: CallOptions = {}): Promise<Approval> =>
      client.call('get', one, { path: { approval_id }, ...options }),
    /** Decides, once. Throws `AlreadyResolvedError`, which says who decided what, and when. */
    resolve,
    approve: (approval_id: string, options: CallOptions = {}): Promise<Wait> =>
      resolve(approval_id, { decision: 'approve' }, options),
    /** The model reads the reason. */
    deny: (approval_id: string, reason?: string, options: CallOptions = {}): Promise<Wait> =>
      resolve(approval_id, { decision: 'deny', ...(reason !== undefined && { reason }) }, options),
    /** Answers a question with text, or with JSON that fits its schema. */
    answer: (approval_id: string, answer: unknown, options: CallOptions = {}): Promise<Wait> =>
      resolve(approval_id, { decision: 'answer', answer }, options),
    /** Lists remembered approvals, newest first. */
    rules: (query: ListApprovalRulesQuery = {}, options: CallOptions = {}): PageList<ApprovalRule> =>
      createPageList((cursor) =>
        client.call('get', '/v1/approval-rules', { query: { ...query, ...(cursor && { cursor }) }, ...options }),
      ),
    /** Forgets a remembered approval. Calls that have not begun ask again. */
    forget: (rule_id: string, options: CallOptions = {}): Promise<void> =>
      client.call('delete', '/v1/approval-rules/{rule_id}', { path: { rule_id }, ...options }),
  };
}
