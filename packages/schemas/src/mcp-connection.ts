import { z } from 'zod';
import { McpConnectionId, McpServerId } from './ids.ts';
import { Subject } from './subject.ts';

/** The login of a subject at an MCP server with `auth: oauth`. Its tokens are never shown. */
export const McpConnection = z.object({
  id: McpConnectionId,
  server_id: McpServerId,
  /** Whose login it is: only sessions of this subject use it. */
  subject: z.string(),
  /** `login_required`: the server or its authorization server no longer accepts it. */
  status: z.enum(['active', 'login_required']),
  /** The authorization server. */
  issuer: z.string(),
  scopes: z.array(z.string()),
  /** When the access token ends. It is renewed by itself if the authorization server allows that. */
  access_expires_at: z.iso.datetime().optional(),
  /** Why the last renewal failed. */
  last_error: z.string().optional(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});
export type McpConnection = z.infer<typeof McpConnection>;

/** How this platform describes itself to the authorization servers of MCP servers (an OAuth client ID metadata document). */
export const McpClientMetadata = z.object({
  /** The address of this document. */
  client_id: z.string(),
  client_name: z.string(),
  client_uri: z.string(),
  redirect_uris: z.array(z.string()),
  grant_types: z.array(z.string()),
  response_types: z.array(z.string()),
  token_endpoint_auth_method: z.string(),
});
export type McpClientMetadata = z.infer<typeof McpClientMetadata>;

const RedirectUri = z
  .url({ protocol: /^https?$/ })
  .max(2_048)
  .refine((address) => {
    // What is no address is refused above, and comes here too.
    if (!URL.canParse(address)) return false;
    const { protocol, hostname, hash, username } = new URL(address);
    const isLoopback = hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]';
    return (protocol === 'https:' || isLoopback) && hash === '' && username === '';
  }, 'must have https, or lead to loopback, and hold no fragment and no credentials');

/** Begins a login. */
export const StartMcpLoginRequest = z.strictObject({
  /** Whose login it will be. Default: the organization as a whole, or the subject to which the key is bound. */
  subject: Subject.optional(),
  /**
   * Where the authorization server sends the browser back, with `code`, `state` and perhaps `iss`, for `POST /v1/mcp-connections`. Default: the
   * page of the UI that does this.
   */
  redirect_uri: RedirectUri.optional(),
});
export type StartMcpLoginRequest = z.infer<typeof StartMcpLoginRequest>;

export const McpLogin = z.object({
  /** The page of the authorization server, to be opened in the browser of the person whose login it is. */
  authorize_url: z.string(),
  /** It must be finished by the same caller before then. */
  expires_at: z.iso.datetime(),
});
export type McpLogin = z.infer<typeof McpLogin>;

const Text = z.string().min(1).max(4_096);

/** Finishes a login with what the authorization server sent back. */
export const FinishMcpLoginRequest = z.strictObject({
  state: Text,
  code: Text.optional(),
  iss: Text.optional(),
  /** What it sent in place of a code. */
  error: Text.optional(),
  error_description: Text.optional(),
});
export type FinishMcpLoginRequest = z.infer<typeof FinishMcpLoginRequest>;
