import type { operations } from '../gen/openapi.ts';
import type { CallOptions, Client } from '../http/client.ts';
import { createPageList, type PageList } from '../http/page-list.ts';
import type { CreatedInvitation, Invitation, JsonBody, Member, Organization } from '../nouns.ts';

export type UpdateOrganizationRequest = JsonBody<'update_organization'>;
export type CreateInvitationRequest = JsonBody<'create_invitation'>;
export type UpdateMemberRequest = JsonBody<'update_member'>;
export type ListInvitationsQuery = NonNullable<operations['list_invitations']['parameters']['query']>;

export type Organizations = ReturnType<typeof createOrganizations>;

const ONE = '/v1/orgs/{organization_id}';

export function createOrganizations(client: Client) {
  return {
    get: (organization_id: string, options: CallOptions = {}): Promise<Organization> =>
      client.call('get', ONE, { path: { organization_id }, ...options }),
    /** Applies a JSON merge patch (RFC 7396). */
    update: (
      organization_id: string,
      body: UpdateOrganizationRequest,
      options: CallOptions = {},
    ): Promise<Organization> => client.call('patch', ONE, { path: { organization_id }, body, ...options }),
    /** Ends the caller's own membership. Throws 409 for the last owner. */
    leave: (organization_id: string, options: CallOptions = {}): Promise<void> =>
      client.call('post', `${ONE}/leave`, { path: { organization_id }, ...options }),
    members: createMembers(client),
    invitations: createInvitations(client),
  };
}

function createMembers(client: Client) {
  const one = `${ONE}/members/{user_id}` as const;
  return {
    list: (organization_id: string, options: CallOptions = {}): PageList<Member> =>
      createPageList(() => client.call('get', `${ONE}/members`, { path: { organization_id }, ...options })),
    update: (
      organization_id: string,
      user_id: string,
      { role, ...options }: CallOptions & UpdateMemberRequest,
    ): Promise<Member> => client.call('patch', one, { path: { organization_id, user_id }, body: { role }, ...options }),
    delete: (organization_id: string, user_id: string, options: CallOptions = {}): Promise<void> =>
      client.call('delete', one, { path: { organization_id, user_id }, ...options }),
  };
}

function createInvitations(client: Client) {
  const all = `${ONE}/invitations` as const;
  return {
    /** Creates an invitation. Only this answer contains the token, which the caller gives to the invited person. */
    create: (
      organization_id: string,
      body: CreateInvitationRequest,
      options: CallOptions = {},
    ): Promise<CreatedInvitation> => client.call('post', all, { path: { organization_id }, body, ...options }),
    /** Lists invitations, newest first. */
    list: (
      organization_id: string,
      query: ListInvitationsQuery = {},
      options: CallOptions = {},
    ): PageList<Invitation> =>
      createPageList((cursor) =>
        client.call('get', all, {
          path: { organization_id },
          query: { ...query, ...(cursor && { cursor }) },
          ...options,
        }),
      ),
    delete: (organization_id: string, invitation_id: string, options: CallOptions = {}): Promise<void> =>
      client.call('delete', `${all}/{invitation_id}`, { path: { organization_id, invitation_id }, ...options }),
  };
}
