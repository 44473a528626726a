import {
  CreatedInvitation,
  CreateInvitationRequest,
  Invitation,
  InvitationId,
  Member,
  Organization,
  OrganizationId,
  pageOf,
  UpdateMemberRequest,
  UpdateOrganizationRequest,
  UserId,
} from '@everruns/schemas';
import { z } from 'zod';
import { ListQuery } from '../../kernel/list-page.ts';
import { getOrganization } from '../../services/orgs/get.ts';
import { createInvitation, deleteInvitation, listInvitations } from '../../services/orgs/invitations.ts';
import { deleteMember, leaveOrganization, listMembers, updateMember } from '../../services/orgs/members.ts';
import { updateOrganization } from '../../services/orgs/update.ts';
import type { Services } from '../../services/services.ts';
import { defineRoute, replyOnce, type Route } from '../route.ts';

const base = { tag: 'organizations', auth: 'session' } as const;
const OrgParams = z.strictObject({ organization_id: OrganizationId });
const MemberParams = OrgParams.extend({ user_id: UserId });
const InvitationParams = OrgParams.extend({ invitation_id: InvitationId });
const one = { kind: 'json', status: 200, description: 'The organization', schema: Organization } as const;
const gone = { kind: 'empty', status: 204, description: 'Gone' } as const;

/** The routes for the organization, its members and its invitations. */
export function organizationRoutes(services: Services): Route[] {
  return [
    defineRoute({
      ...base,
      method: 'get',
      path: '/v1/orgs/{organization_id}',
      operationId: 'get_organization',
      summary: 'Get the organization',
      scopes: ['read'],
      params: OrgParams,
      responses: [one],
      errors: ['not_found'],
      handler: async ({ ctx, params }) => ({
        value: await getOrganization(services, ctx, params),
      }),
    }),
    defineRoute({
      ...base,
      method: 'patch',
      path: '/v1/orgs/{organization_id}',
      operationId: 'update_organization',
      summary: 'Rename the organization (RFC 7396)',
      scopes: ['admin'],
      isAudited: true,
      params: OrgParams,
      body: UpdateOrganizationRequest,
      example: { name: 'Analytical Engines' },
      responses: [one],
      errors: ['not_found'],
      handler: async ({ ctx, principal, params, body }) => ({
        value: await updateOrganization(services, ctx, { ...params, principal, patch: body }),
      }),
    }),
    ...memberRoutes(services),
    leaveRoute(services),
    ...invitationRoutes(services),
  ];
}

function memberRoutes(services: Services): Route[] {
  const path = '/v1/orgs/{organization_id}/members/{user_id}';
  return [
    defineRoute({
      ...base,
      method: 'get',
      path: '/v1/orgs/{organization_id}/members',
      operationId: 'list_members',
      summary: 'List the members',
      scopes: ['read'],
      params: OrgParams,
      responses: [{ kind: 'json', status: 200, description: 'All members', schema: pageOf(Member) }],
      errors: ['not_found'],
      handler: async ({ ctx, params }) => ({ value: await listMembers(services, ctx, params) }),
    }),
    defineRoute({
      ...base,
      method: 'patch',
      path,
      operationId: 'update_member',
      summary: 'Change the role of a member',
      scopes: ['admin'],
      isAudited: true,
      params: MemberParams,
      body: UpdateMemberRequest,
      example: { role: 'member' },
      responses: [{ kind: 'json', status: 200, description: 'The member', schema: Member }],
      errors: ['not_found', 'conflict'],
      handler: async ({ ctx, principal, params, body }) => ({
        value: await updateMember(services, ctx, { ...params, principal, role: body.role }),
      }),
    }),
    defineRoute({
      ...base,
      method: 'delete',
      path,
      operationId: 'delete_member',
      summary: 'Remove a member, with their keys and logins of this organization',
      scopes: ['admin'],
      isAudited: true,
      params: MemberParams,
      responses: [gone],
      errors: ['not_found', 'conflict'],
      handler: async ({ ctx, principal, params }) => {
        await deleteMember(services, ctx, { ...params, principal });
        return {};
      },
    }),
  ];
}

function leaveRoute(services: Services): Route {
  return defineRoute({
    ...base,
    method: 'post',
    path: '/v1/orgs/{organization_id}/leave',
    operationId: 'leave_organization',
    summary: 'Leave the organization. The caller’s keys and logins of it end.',
    scopes: ['read'],
    isAudited: true,
    params: OrgParams,
    responses: [{ kind: 'empty', status: 204, description: 'Left' }],
    errors: ['not_found', 'conflict'],
    handler: async ({ ctx, principal, params }) => {
      await leaveOrganization(services, ctx, { ...params, principal });
      return {};
    },
  });
}

function invitationRoutes(services: Services): Route[] {
  const path = '/v1/orgs/{organization_id}/invitations';
  return [
    defineRoute({
      ...base,
      method: 'post',
      path,
      operationId: 'create_invitation',
      summary: 'Create an invitation, whose token only this answer shows',
      scopes: ['admin'],
      isAudited: true,
      params: OrgParams,
      body: CreateInvitationRequest,
      example: { email: 'grace@example.com', role: 'member' },
      responses: [{ kind: 'json', status: 201, description: 'The invitation', schema: CreatedInvitation }],
      errors: ['not_found', 'conflict'],
      handler: async ({ ctx, principal, params, body, idempotency }) =>
        replyOnce(await createInvitation(services, ctx, { ...params, principal, request: body, idempotency })),
    }),
    defineRoute({
      ...base,
      method: 'get',
      path,
      operationId: 'list_invitations',
      summary: 'List open, used and expired invitations, newest first',
      scopes: ['admin'],
      params: OrgParams,
      query: ListQuery,
      responses: [{ kind: 'json', status: 200, description: 'A page of invitations', schema: pageOf(Invitation) }],
      errors: ['not_found', 'invalid_cursor'],
      handler: async ({ ctx, params, query }) => ({
        value: await listInvitations(services, ctx, { ...params, ...query }),
      }),
    }),
    defineRoute({
      ...base,
      method: 'delete',
      path: `${path}/{invitation_id}`,
      operationId: 'delete_invitation',
      summary: 'Revoke an invitation, or delete a used or expired one',
      scopes: ['admin'],
      isAudited: true,
      params: InvitationParams,
      responses: [gone],
      errors: ['not_found'],
      handler: async ({ ctx, principal, params }) => {
        await deleteInvitation(services, ctx, { ...params, principal });
        return {};
      },
    }),
  ];
}
