import { z } from 'zod';

/** A client of an authorization server: what an admin gave, or what registering brought. */
export const OauthClient = z.looseObject({
  client_id: z.string().min(1).max(4_096),
  client_secret: z.string().max(8_192).optional(),
  /** The authorization server that it belongs to. It is never used with another one. */
  issuer: z.string().optional(),
});
export type OauthClient = z.infer<typeof OauthClient>;

/** What was found out about the server and its authorization server. */
const Discovery = z.looseObject({
  authorizationServerUrl: z.string(),
  resourceMetadataUrl: z.string().optional(),
  resourceMetadata: z.looseObject({ resource: z.string() }).optional(),
  authorizationServerMetadata: z.looseObject({ issuer: z.string() }).optional(),
});
export type Discovery = z.infer<typeof Discovery>;

/** What has to be kept, in secret, until the person comes back from the authorization server. */
export const PendingLogin = z.object({
  server_url: z.string(),
  redirect_uri: z.string(),
  code_verifier: z.string(),
  scope: z.string().optional(),
  discovery: Discovery,
  client: OauthClient,
});
export type PendingLogin = z.infer<typeof PendingLogin>;

const Tokens = z.object({
  access_token: z.string().min(1).max(16_384),
  refresh_token: z.string().min(1).max(16_384).optional(),
});

/** A finished login. All of it is secret but `scopes`, `issuer` and `expires_in`. */
export const Login = z.object({
  server_url: z.string(),
  discovery: Discovery,
  client: OauthClient,
  tokens: Tokens,
  /** What was granted; without an answer, what was asked for. */
  scopes: z.array(z.string()),
  issuer: z.string(),
  /** Seconds from the answer on. Absent: the server did not say. */
  expires_in: z.number().positive().optional(),
});
export type Login = z.infer<typeof Login>;
