import {
  AcceptInvitationRequest,
  AuthConfig,
  ChangePasswordRequest,
  InvitationPreview,
  LoginRequest,
  LoginResponse,
  Me,
  Organization,
  RefreshRequest,
  RegisterRequest,
  SwitchOrganizationRequest,
  TokenPair,
} from '@everruns/schemas';
import { toAnonymous } from '../../auth/anonymous-context.ts';
import { changePassword } from '../../services/auth/change-password.ts';
import { getAuthConfig } from '../../services/auth/config.ts';
import { login } from '../../services/auth/login.ts';
import { logout } from '../../services/auth/logout.ts';
import { getMe } from '../../services/auth/me.ts';
import type { OpenedLogin } from '../../services/auth/open-login.ts';
import { refresh } from '../../services/auth/refresh.ts';
import { register } from '../../services/auth/register.ts';
import { switchOrganization } from '../../services/auth/switch-organization.ts';
import { acceptInvitation, previewInvitation } from '../../services/orgs/invitations.ts';
import type { Services } from '../../services/services.ts';
import { defineRoute, type Route, type RouteReply } from '../route.ts';

const open = { tag: 'auth', auth: 'public', scopes: [] } as const;
const base = { tag: 'auth', auth: 'session', scopes: ['read'] } as const;
const me = { kind: 'json', status: 200, description: 'Who calls', schema: Me } as const;
const signedIn = {
  kind: 'json',
  status: 200,
  description: 'The caller is signed in: by a cookie, or by tokens if these were requested',
  schema: LoginResponse,
} as const;

/** The routes for signing in and out, and for the caller. */
export function authRoutes(services: Services): Route[] {
  return [
    defineRoute({
      ...open,
      method: 'get',
      path: '/v1/auth/config',
      operationId: 'get_auth_config',
      summary: 'Get the ways to sign in',
      responses: [{ kind: 'json', status: 200, description: 'What a login page needs', schema: AuthConfig }],
      errors: [],
      handler: () => ({ value: getAuthConfig(services) }),
    }),
    ...signInRoutes(services),
    invitationRoute(services),
    ...loginRoutes(services),
    passwordRoute(services),
  ];
}

function signInRoutes(services: Services): Route[] {
  return [
    defineRoute({
      ...open,
      method: 'post',
      path: '/v1/auth/login',
      operationId: 'login',
      summary: 'Sign in with e-mail and password',
      body: LoginRequest,
      example: { email: 'ada@example.com', password: 'correct horse battery', grant: 'tokens' },
      responses: [signedIn],
      errors: ['unauthenticated', 'forbidden', 'rate_limited'],
      handler: async (input) => toReply(await login(services, toAnonymous(input), input.body)),
    }),
    defineRoute({
      ...open,
      method: 'post',
      path: '/v1/auth/register',
      operationId: 'register',
      summary: 'Create an account with its own organization',
      body: RegisterRequest,
      example: { email: 'grace@example.com', password: 'correct horse battery', name: 'Grace' },
      responses: [{ ...signedIn, status: 201 }],
      errors: ['forbidden', 'conflict', 'not_found', 'rate_limited'],
      handler: async (input) => toReply(await register(services, toAnonymous(input), input.body)),
    }),
    defineRoute({
      ...open,
      method: 'post',
      path: '/v1/auth/refresh',
      operationId: 'refresh_tokens',
      summary: 'Exchange a refresh token for a new pair',
      body: RefreshRequest,
      example: { refresh_token: 'evrr_…' },
      responses: [{ kind: 'json', status: 200, description: 'The new pair', schema: TokenPair }],
      errors: ['unauthenticated', 'rate_limited'],
      handler: async (input) => ({ value: await refresh(services, toAnonymous(input), input.body) }),
    }),
  ];
}

/** The token is in the body, because addresses are written to logs. */
function invitationRoute(services: Services): Route {
  return defineRoute({
    ...open,
    method: 'post',
    path: '/v1/auth/invitation',
    operationId: 'preview_invitation',
    summary: 'Read who invites whom to what, with the token of an open invitation',
    body: AcceptInvitationRequest,
    example: { token: 'from-the-invitation' },
    responses: [{ kind: 'json', status: 200, description: 'The invitation', schema: InvitationPreview }],
    errors: ['forbidden', 'not_found'],
    handler: async (input) => ({ value: await previewInvitation(services, toAnonymous(input), input.body) }),
  });
}

function loginRoutes(services: Services): Route[] {
  return [
    defineRoute({
      ...base,
      method: 'get',
      path: '/v1/auth/me',
      operationId: 'get_me',
      summary: 'Get the caller and their permissions',
      responses: [me],
      errors: [],
      handler: async ({ ctx, principal }) => ({ value: await getMe(services, ctx, { principal }) }),
    }),
    defineRoute({
      ...base,
      method: 'post',
      path: '/v1/auth/logout',
      operationId: 'logout',
      summary: 'End this login',
      isAudited: true,
      responses: [{ kind: 'empty', status: 204, description: 'Signed out' }],
      errors: [],
      handler: async ({ ctx, principal }) => {
        await logout(services, ctx, { principal });
        return { cookies: [services.sessionCookie.clear()] };
      },
    }),
    defineRoute({
      ...base,
      method: 'post',
      path: '/v1/auth/switch-org',
      operationId: 'switch_organization',
      summary: 'Switch this login to another organization',
      body: SwitchOrganizationRequest,
      example: { organization_id: '0194f7a0-0000-7000-8000-000000000001' },
      responses: [me],
      errors: [],
      handler: async ({ ctx, principal, body }) => ({
        value: await switchOrganization(services, ctx, { principal, ...body }),
      }),
    }),
    defineRoute({
      ...base,
      method: 'post',
      path: '/v1/auth/accept-invitation',
      operationId: 'accept_invitation',
      summary: 'Accept an invitation and join its organization',
      body: AcceptInvitationRequest,
      example: { token: 'from-the-invitation' },
      responses: [{ kind: 'json', status: 200, description: 'The organization', schema: Organization }],
      errors: ['not_found'],
      handler: async ({ ctx, principal, body }) => ({
        value: await acceptInvitation(services, ctx, { principal, token: body.token }),
      }),
    }),
  ];
}

function passwordRoute(services: Services): Route {
  return defineRoute({
    ...base,
    method: 'post',
    path: '/v1/auth/password',
    operationId: 'change_password',
    summary: 'Change the caller’s password, end every other login, and the API keys on demand',
    isAudited: true,
    body: ChangePasswordRequest,
    example: { current_password: 'correct horse battery', new_password: 'staple staple staple' },
    responses: [{ kind: 'empty', status: 204, description: 'Changed' }],
    errors: ['conflict'],
    handler: async ({ ctx, principal, body }) => {
      await changePassword(services, ctx, { principal, request: body });
      return {};
    },
  });
}

function toReply({ response, cookies }: OpenedLogin): RouteReply {
  return { value: response, cookies };
}
