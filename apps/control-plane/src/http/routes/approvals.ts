import {
  Approval,
  ApprovalCount,
  ApprovalRule,
  ApprovalRuleId,
  isRoleAtLeast,
  pageOf,
  ResolveApprovalRequest,
  Wait,
  WaitId,
} from '@everruns/schemas';
import { z } from 'zod';
import { ListQuery } from '../../kernel/list-page.ts';
import { countApprovals, getApproval, listApprovals, ListApprovalsQuery } from '../../services/approvals/list.ts';
import { resolveApproval } from '../../services/approvals/resolve.ts';
import { deleteApprovalRule, listApprovalRules } from '../../services/approvals/rules.ts';
import type { Services } from '../../services/services.ts';
import { defineRoute, type Route } from '../route.ts';

const base = { tag: 'approvals', auth: 'session' } as const;
const ApprovalParams = z.strictObject({ approval_id: WaitId });

export function approvalRoutes(services: Services): Route[] {
  return [
    defineRoute({
      ...base,
      method: 'get',
      path: '/v1/approvals',
      operationId: 'list_approvals',
      summary: 'List the approvals and questions of all sessions, newest first',
      scopes: ['read'],
      query: ListApprovalsQuery,
      responses: [{ kind: 'json', status: 200, description: 'A page of approvals', schema: pageOf(Approval) }],
      errors: ['invalid_cursor'],
      handler: async ({ ctx, query }) => ({ value: await listApprovals(services, ctx, query) }),
    }),
    defineRoute({
      ...base,
      method: 'get',
      // It stands before the route of one approval, whose path it fits too.
      path: '/v1/approvals/count',
      operationId: 'count_approvals',
      summary: 'Count the open approvals and questions of all sessions, up to 100',
      scopes: ['read'],
      responses: [{ kind: 'json', status: 200, description: 'Their number', schema: ApprovalCount }],
      errors: [],
      handler: async ({ ctx }) => ({ value: await countApprovals(services, ctx) }),
    }),
    defineRoute({
      ...base,
      method: 'get',
      path: '/v1/approvals/{approval_id}',
      operationId: 'get_approval',
      summary: 'Get an approval or a question, with the schema of the arguments that may be edited',
      scopes: ['read'],
      params: ApprovalParams,
      responses: [{ kind: 'json', status: 200, description: 'The approval', schema: Approval }],
      errors: ['not_found'],
      handler: async ({ ctx, params }) => ({ value: await getApproval(services, ctx, params) }),
    }),
    resolveRoute(services),
    ...ruleRoutes(services),
  ];
}

function resolveRoute(services: Services): Route {
  return defineRoute({
    ...base,
    method: 'post',
    path: '/v1/approvals/{approval_id}/resolve',
    operationId: 'resolve_approval',
    summary: 'Approve or deny a call, or answer a question. The first decision counts.',
    scopes: ['approvals:resolve'],
    isAudited: true,
    params: ApprovalParams,
    body: ResolveApprovalRequest,
    example: { decision: 'deny', reason: 'Not before the release.' },
    responses: [{ kind: 'json', status: 200, description: 'The wait as it was decided', schema: Wait }],
    errors: ['not_found', 'already_resolved', 'conflict'],
    handler: async ({ ctx, principal, params, body, idempotency, signal }) => {
      const is_admin = isRoleAtLeast(principal.role, 'admin');
      const input = { ...params, request: body, is_admin, idempotency, signal };
      return { value: await resolveApproval(services, ctx, input) };
    },
  });
}

function ruleRoutes(services: Services): Route[] {
  return [
    defineRoute({
      ...base,
      method: 'get',
      path: '/v1/approval-rules',
      operationId: 'list_approval_rules',
      summary: 'List remembered approvals, newest first',
      scopes: ['read'],
      query: ListQuery,
      responses: [{ kind: 'json', status: 200, description: 'A page of rules', schema: pageOf(ApprovalRule) }],
      errors: ['invalid_cursor'],
      handler: async ({ ctx, query }) => ({ value: await listApprovalRules(services, ctx, query) }),
    }),
    defineRoute({
      ...base,
      method: 'delete',
      path: '/v1/approval-rules/{rule_id}',
      operationId: 'delete_approval_rule',
      summary: 'Forget a remembered approval. Calls that have not begun ask again.',
      scopes: ['approvals:resolve'],
      isAudited: true,
      params: z.strictObject({ rule_id: ApprovalRuleId }),
      responses: [{ kind: 'empty', status: 204, description: 'Forgotten' }],
      errors: ['not_found'],
      handler: async ({ ctx, params }) => {
        await deleteApprovalRule(services, ctx, params);
        return {};
      },
    }),
  ];
}
