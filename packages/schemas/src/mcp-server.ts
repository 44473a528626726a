import { z } from 'zod';
import { refuseSecretInAddress } from './base-url.ts';
import { McpServerId } from './ids.ts';
import { JsonObject } from './json.ts';
import { LIMITS } from './limits.ts';
import { ToolDefinition } from './tool.ts';

/** It begins the names of the server's tools: `github__create_issue`. */
export const McpServerName = z
  .string()
  .regex(
    /^[a-z](?:-?[a-z0-9]){0,31}$/,
    'must begin with a letter and hold at most 32 lowercase letters, digits and single hyphens',
  )
  .meta({ examples: ['github'] });
export type McpServerName = z.infer<typeof McpServerName>;

/** `headers`: the same headers for everybody. `oauth`: each subject signs in at the server. */
export const McpAuth = z.enum(['none', 'headers', 'oauth']);
export type McpAuth = z.infer<typeof McpAuth>;

/** The name of a tool as its server calls it, or the beginning of names with `*` at its end. */
const ToolPattern = z.string().min(1).max(256);

/** Which tools agents get: those that `include` names (without it, all), without those that `exclude` names. */
export const McpToolFilter = z.strictObject({
  include: z.array(ToolPattern).min(1).max(LIMITS.toolsPerMcpServer).optional(),
  exclude: z.array(ToolPattern).min(1).max(LIMITS.toolsPerMcpServer).optional(),
});
export type McpToolFilter = z.infer<typeof McpToolFilter>;

/** By tool or beginning of names; the most specific one counts. It replaces what the server says of its tools. */
export const McpPolicyOverrides = z.record(ToolPattern, z.enum(['auto', 'requires_approval']));
export type McpPolicyOverrides = z.infer<typeof McpPolicyOverrides>;

export const McpServer = z.object({
  id: McpServerId,
  name: z.string(),
  url: z.string(),
  /** `stdio`: a program that the operator has configured. No request changes it. */
  transport: z.enum(['streamable_http', 'stdio']),
  auth: McpAuth,
  /** The names of its headers. Their values are written once and never read. */
  header_names: z.array(z.string()),
  /** The OAuth client that an admin gave. Absent: one is registered, or named by a client metadata document. */
  oauth_client_id: z.string().optional(),
  tool_filter: McpToolFilter.optional(),
  policy_overrides: McpPolicyOverrides.optional(),
  status: z.enum(['active', 'disabled']),
  /** When it was last asked for its tools. */
  checked_at: z.iso.datetime().optional(),
  /** Why that failed. Absent after a success. */
  last_error: z.string().optional(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});
export type McpServer = z.infer<typeof McpServer>;

/** Headers that the protocol or the connection decides. */
const OWN_HEADERS =
  /^(?:host|connection|content-.*|transfer-encoding|te|trailer|upgrade|expect|keep-alive|proxy-.*|accept|accept-encoding|mcp-.*|last-event-id|cookie)$/i;
const HeaderName = z
  .string()
  .regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,128}$/, 'must be the name of a header')
  .refine((name) => !OWN_HEADERS.test(name), 'is a header that the connection decides');
const HeaderValue = z
  .string()
  .trim()
  .min(1)
  .max(LIMITS.secretLength)
  .regex(/^[\x20-\x7e]*$/, 'must be printable ASCII in one line');
const Headers = z
  .record(HeaderName, HeaderValue)
  .refine((headers) => Object.keys(headers).length <= 20, 'must not have more than 20 headers');
const Url = z
  .url({ protocol: /^https?$/ })
  .max(2_048)
  .check(refuseSecretInAddress);
const Overrides = McpPolicyOverrides.refine(
  (overrides) => Object.keys(overrides).length <= LIMITS.toolsPerMcpServer,
  `must not have more than ${LIMITS.toolsPerMcpServer} members`,
);

/** A client that was registered at the authorization server by hand. Its secret is written once and never read. */
const OauthClientInput = z.strictObject({
  client_id: HeaderValue.max(1_024),
  client_secret: HeaderValue.optional(),
});

export const CreateMcpServerRequest = z.strictObject({
  name: McpServerName,
  url: Url,
  transport: z.literal('streamable_http').default('streamable_http'),
  auth: McpAuth.default('none'),
  /** Sent with every request. Their values are never read again. */
  headers: Headers.optional(),
  /** Only with `auth: oauth`, for authorization servers at which one cannot register by oneself. */
  oauth_client: OauthClientInput.optional(),
  tool_filter: McpToolFilter.optional(),
  policy_overrides: Overrides.optional(),
});
export type CreateMcpServerRequest = z.infer<typeof CreateMcpServerRequest>;

/**
 * A merge patch (RFC 7396): `null` removes a field, and `headers` replaces all of them. A new origin of `url` without new `headers` erases the
 * headers and all logins, because a credential must only be sent where it was meant to be sent.
 */
export const UpdateMcpServerRequest = z.strictObject({
  name: McpServerName.optional(),
  url: Url.optional(),
  auth: McpAuth.optional(),
  headers: Headers.nullable().optional(),
  oauth_client: OauthClientInput.nullable().optional(),
  tool_filter: McpToolFilter.nullable().optional(),
  policy_overrides: Overrides.nullable().optional(),
  status: z.enum(['active', 'disabled']).optional(),
});
export type UpdateMcpServerRequest = z.infer<typeof UpdateMcpServerRequest>;

/** The result of one connection. `login_required`: the caller has not signed in at the server. */
export const McpServerCheck = z.object({
  status: z.enum(['ok', 'login_required', 'unauthorized', 'unreachable', 'failed']),
  /** One sentence for a person. */
  detail: z.string(),
  server_name: z.string().optional(),
  server_version: z.string().optional(),
  protocol_version: z.string().optional(),
  /** How many of its tools agents get. */
  tool_count: z.int().nonnegative().optional(),
});
export type McpServerCheck = z.infer<typeof McpServerCheck>;

/** What a wait for a login asks. */
export const McpConnectionRequest = z.object({
  server_id: McpServerId,
  /** The server's name. */
  server: z.string(),
  /** The page of the UI on which one signs in. */
  connect_url: z.string(),
});
export type McpConnectionRequest = z.infer<typeof McpConnectionRequest>;

/** Why a server gives a turn no tools, or a call no result. */
export const McpUnavailableReason = z.enum([
  'not_found',
  'disabled',
  'login_required',
  'unauthorized',
  'unreachable',
  'connection_lost',
  'timeout',
  'refused',
]);
export type McpUnavailableReason = z.infer<typeof McpUnavailableReason>;

/**
 * What a worker gets, as JSON, for the secret `mcp:<server id>`: the credential with which a turn calls a server, or why there is none. With
 * `mcp:<server id>:<hash of the rejected headers>` it asks for another one than that, and with `:<base64url of scopes>` behind it for one that
 * reaches that far.
 */
export const McpCredential = z.union([
  z.object({
    /** Sent with each request to the server and to nobody else. */
    headers: z.record(z.string(), z.string()),
    allow_private_address: z.boolean(),
    /** Whether another one may be had if the server rejects this one. */
    is_renewable: z.boolean(),
  }),
  z.object({
    reason: McpUnavailableReason,
    message: z.string(),
    /** Where the subject can sign in, if that is what is missing. */
    connection: McpConnectionRequest.optional(),
  }),
]);
export type McpCredential = z.infer<typeof McpCredential>;

/** A tool of a server as agents get it. */
export const McpTool = ToolDefinition.omit({ capability_id: true }).extend({
  /** As the server calls it. */
  remote_name: z.string(),
  /** The JSON Schema of its structured result. */
  output_schema: JsonObject.optional(),
});
export type McpTool = z.infer<typeof McpTool>;

/** Whether a name is the pattern, or begins with it where it ends with `*`. */
export function matchesToolPattern(pattern: string, name: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}
