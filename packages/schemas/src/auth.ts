import { z } from 'zod';
import { ApiKeyId, AuthSessionId, OrganizationId, UserId } from './ids.ts';
import { LIMITS } from './limits.ts';
import { Role } from './organization.ts';
import { Subject } from './subject.ts';
import { boundedText } from './text.ts';

/** `none`: everyone who reaches the listener · `admin`: one account of the operator's · `full`: accounts and organizations. */
export const AuthMode = z.enum(['none', 'admin', 'full']);
export type AuthMode = z.infer<typeof AuthMode>;

/**
 * The permissions of a credential. A role implies scopes. An API key may have fewer, but never more; `approvals:resolve` and the scopes of
 * subjects are ones that no key has unless they were named when the key was made. `subjects:own`: the sessions of the person whose key it
 * is (`user:<id>`), which a login has by itself. `subjects:any`: the sessions of all people, for admins; each use is written to the audit
 * log.
 */
export const Scope = z.enum(['read', 'write', 'admin', 'approvals:resolve', 'subjects:own', 'subjects:any']);
export type Scope = z.infer<typeof Scope>;

export const OauthProvider = z.enum(['google', 'github']);
export type OauthProvider = z.infer<typeof OauthProvider>;

/** What a login page needs to know before anyone has signed in. */
export const AuthConfig = z.object({
  mode: AuthMode,
  password_login: z.boolean(),
  /** Programs may be signed in by a person who approves them in a browser. Absent from servers of release 0.1. */
  device_login: z.boolean().optional(),
  signup_enabled: z.boolean(),
  oauth_providers: z.array(OauthProvider),
});
export type AuthConfig = z.infer<typeof AuthConfig>;

export const User = z.object({
  id: UserId,
  email: z.string(),
  email_verified: z.boolean(),
  name: z.string(),
  created_at: z.iso.datetime(),
});
export type User = z.infer<typeof User>;

export const EmailAddress = z.email().max(LIMITS.emailLength);
const NewPassword = boundedText(LIMITS.passwordBytes, LIMITS.passwordMinLength);

/** `session`: an HttpOnly cookie, for browsers. `tokens`: an access and a refresh token in the body, for API clients. */
const Grant = z.enum(['session', 'tokens']).default('session');

export const LoginRequest = z.strictObject({
  email: boundedText(LIMITS.emailLength, 1),
  password: boundedText(LIMITS.passwordBytes, 1),
  grant: Grant,
});
export type LoginRequest = z.infer<typeof LoginRequest>;

export const RegisterRequest = z.strictObject({
  email: EmailAddress,
  password: NewPassword,
  name: boundedText(LIMITS.nameBytes, 1).optional(),
  /** Allows an invited person to register, even if signup is off. */
  invitation_token: z.string().min(1).max(LIMITS.tokenLength).optional(),
  grant: Grant,
});
export type RegisterRequest = z.infer<typeof RegisterRequest>;

/** Changes the caller's own password. Every other login of the person ends. */
export const ChangePasswordRequest = z.strictObject({
  current_password: boundedText(LIMITS.passwordBytes, 1),
  new_password: NewPassword,
  /** Deletes the API keys of the account, in every organization. The default keeps them, because programs use them. */
  revoke_api_keys: z.boolean().default(false),
});
export type ChangePasswordRequest = z.infer<typeof ChangePasswordRequest>;

export const RefreshRequest = z.strictObject({ refresh_token: z.string().min(1).max(LIMITS.tokenLength) });
export type RefreshRequest = z.infer<typeof RefreshRequest>;

export const TokenPair = z.object({
  access_token: z.string(),
  refresh_token: z.string(),
  token_type: z.literal('Bearer'),
  /** The number of seconds until the access token expires. */
  expires_in: z.int(),
});
export type TokenPair = z.infer<typeof TokenPair>;

/** The person who has signed in. `tokens` is present exactly if it was requested. */
export const LoginResponse = z.object({
  user: User,
  organization_id: OrganizationId,
  tokens: TokenPair.optional(),
});
export type LoginResponse = z.infer<typeof LoginResponse>;

export const SwitchOrganizationRequest = z.strictObject({ organization_id: OrganizationId });
export type SwitchOrganizationRequest = z.infer<typeof SwitchOrganizationRequest>;

/** The caller as the API sees it. `user` is absent in mode `none`. */
export const Me = z.object({
  auth_mode: AuthMode,
  user: User.optional(),
  organization: z.object({ id: OrganizationId, name: z.string() }),
  role: Role,
  scopes: z.array(Scope),
  credential: z.object({
    kind: z.enum(['none', 'session', 'token', 'api_key']),
    id: z.union([AuthSessionId, ApiKeyId]).optional(),
  }),
  /** Every organization that `X-Org-Id` may name. */
  organizations: z.array(z.object({ id: OrganizationId, name: z.string(), role: Role })),
});
export type Me = z.infer<typeof Me>;

/** An API key without its secret. */
export const ApiKey = z.object({
  id: ApiKeyId,
  name: z.string(),
  /** The first characters of the key, to distinguish keys. */
  prefix: z.string(),
  scopes: z.array(Scope),
  /** The only subject whose sessions the key reaches. Absent from a key that is not bound to one. */
  subject: z.string().optional(),
  user_id: UserId,
  created_at: z.iso.datetime(),
  expires_at: z.iso.datetime().optional(),
  /** The time of the last use, to the minute. */
  last_used_at: z.iso.datetime().optional(),
});
export type ApiKey = z.infer<typeof ApiKey>;

export const CreateApiKeyRequest = z.strictObject({
  name: boundedText(LIMITS.nameBytes, 1),
  scopes: z
    .array(Scope)
    .min(1)
    .max(Scope.options.length)
    .refine((scopes) => new Set(scopes).size === scopes.length, 'must not repeat')
    .default(['read', 'write']),
  /** Binds the key to one subject: it reaches no sessions of another one. `user:<id>` may only be the caller's own. */
  subject: Subject.optional(),
  expires_at: z.iso.datetime().optional(),
});
export type CreateApiKeyRequest = z.infer<typeof CreateApiKeyRequest>;

/** A new API key. Only this answer contains the key itself. */
export const CreatedApiKey = ApiKey.extend({ key: z.string() });
export type CreatedApiKey = z.infer<typeof CreatedApiKey>;
