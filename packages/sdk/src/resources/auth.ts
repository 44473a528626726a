import type { operations } from '../gen/openapi.ts';
import type { CallOptions, Client } from '../http/client.ts';
import type {
  DeviceLogin,
  DeviceLoginProgress,
  InvitationPreview,
  JsonBody,
  LoginResponse,
  Me,
  Organization,
  PendingDeviceLogin,
  TokenPair,
} from '../nouns.ts';

export type LoginRequest = JsonBody<'login'>;
export type RegisterRequest = JsonBody<'register'>;
export type ChangePasswordRequest = JsonBody<'change_password'>;
export type StartDeviceLoginRequest = JsonBody<'start_device_login'>;
export type OauthProvider = operations['start_oauth']['parameters']['path']['provider'];

export type Auth = ReturnType<typeof createAuth>;

/** The caller's identity, and the ways in which a person signs in. */
export function createAuth(client: Client) {
  return {
    /** Returns what a login page needs to know: the mode, and the ways to sign in. */
    config: (options: CallOptions = {}) => client.call('get', '/v1/auth/config', options),
    /**
     * Signs in. With `grant: 'tokens'` the answer contains an access token and a refresh token. Otherwise a browser gets a
     * cookie.
     */
    login: (body: LoginRequest, options: CallOptions = {}): Promise<LoginResponse> =>
      client.call('post', '/v1/auth/login', { body, ...options }),
    register: (body: RegisterRequest, options: CallOptions = {}): Promise<LoginResponse> =>
      client.call('post', '/v1/auth/register', { body, ...options }),
    /** Returns the next pair of tokens. The given refresh token works once. */
    refresh: (refresh_token: string, options: CallOptions = {}): Promise<TokenPair> =>
      client.call('post', '/v1/auth/refresh', { body: { refresh_token }, ...options }),
    /** Returns the caller as the API sees it. */
    me: (options: CallOptions = {}): Promise<Me> => client.call('get', '/v1/auth/me', options),
    /** Ends the login that makes this call. */
    logout: (options: CallOptions = {}): Promise<void> => client.call('post', '/v1/auth/logout', options),
    /** Switches this login to another organization of the caller. */
    switchOrganization: (organization_id: string, options: CallOptions = {}): Promise<Me> =>
      client.call('post', '/v1/auth/switch-org', { body: { organization_id }, ...options }),
    /** Returns who invites whom to what. It needs no login. */
    previewInvitation: (token: string, options: CallOptions = {}): Promise<InvitationPreview> =>
      client.call('post', '/v1/auth/invitation', { body: { token }, ...options }),
    acceptInvitation: (token: string, options: CallOptions = {}): Promise<Organization> =>
      client.call('post', '/v1/auth/accept-invitation', { body: { token }, ...options }),
    /** Changes the password, and ends every other login of the person. */
    changePassword: (body: ChangePasswordRequest, options: CallOptions = {}): Promise<void> =>
      client.call('post', '/v1/auth/password', { body, ...options }),
    /**
     * Begins to sign in a program that has no browser (RFC 8628). Show the person `verification_uri` and `user_code`, then call
     * `exchangeDeviceCode` every `interval` seconds.
     */
    startDeviceLogin: (body: StartDeviceLoginRequest, options: CallOptions = {}): Promise<DeviceLogin> =>
      client.call('post', '/v1/auth/device', { body, ...options }),
    /** Returns what has become of it. The answer with the status `approved` has the tokens, once. */
    exchangeDeviceCode: (device_code: string, options: CallOptions = {}): Promise<DeviceLoginProgress> =>
      client.call('post', '/v1/auth/device/token', { body: { device_code }, ...options }),
    /** Returns what asks to be signed in, for the person who has to decide. */
    deviceLogin: (user_code: string, options: CallOptions = {}): Promise<PendingDeviceLogin> =>
      client.call('get', '/v1/auth/device', { query: { user_code }, ...options }),
    approveDeviceLogin: (user_code: string, options: CallOptions = {}): Promise<void> =>
      client.call('post', '/v1/auth/device/approve', { body: { user_code }, ...options }),
    denyDeviceLogin: (user_code: string, options: CallOptions = {}): Promise<void> =>
      client.call('post', '/v1/auth/device/deny', { body: { user_code }, ...options }),
    /** Returns the URL to which a browser is sent to sign in with this provider. The provider sends it back to the server. */
    oauthUrl: (provider: OauthProvider, query: { return_to?: string } = {}): string =>
      client.url('/v1/auth/oauth/{provider}', { provider }, query),
  };
}
