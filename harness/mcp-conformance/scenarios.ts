type Scenario = readonly [scenario: string, revision: string];

/** Signing in. The suite has an older revision of these too, which nobody speaks any more, and extensions. */
function inBoth(...names: readonly string[]): Scenario[] {
  return names.flatMap((name) => [
    [`auth/${name}`, '2025-11-25'],
    [`auth/${name}`, '2026-07-28'],
  ]);
}

function inNewest(...names: readonly string[]): Scenario[] {
  return names.map((name) => [`auth/${name}`, '2026-07-28']);
}

/** Scenarios of the suite, with the revisions of the protocol for which each exists. */
export const PASSING: readonly Scenario[] = [
  ['initialize', '2025-06-18'],
  ['initialize', '2025-11-25'],
  ['tools_call', '2025-06-18'],
  ['tools_call', '2025-11-25'],
  ['tools_call', '2026-07-28'],
  ['request-metadata', '2026-07-28'],
  ['sse-retry', '2025-11-25'],
  ['elicitation-sep1034-client-defaults', '2025-11-25'],
  ['sep-2322-client-request-state', '2026-07-28'],
  ['http-standard-headers', '2026-07-28'],
  ['http-custom-headers', '2026-07-28'],
  ['http-invalid-tool-headers', '2026-07-28'],
  ['json-schema-ref-no-deref', '2026-07-28'],
  ['json-schema-2020-12-preservation', '2025-11-25'],
  ['json-schema-2020-12-preservation', '2026-07-28'],
  ...inBoth('metadata-default', 'metadata-var1', 'metadata-var2', 'metadata-var3', 'basic-cimd', 'pre-registration'),
  ...inBoth('scope-from-www-authenticate', 'scope-from-scopes-supported', 'scope-omitted-when-undefined'),
  ...inBoth('scope-step-up', 'scope-retry-limit'),
  ...inBoth('token-endpoint-auth-basic', 'token-endpoint-auth-post', 'token-endpoint-auth-none'),
  ...inNewest('resource-mismatch', 'offline-access-scope', 'offline-access-not-supported'),
  ...inNewest('authorization-server-migration', 'metadata-issuer-mismatch'),
  ...inNewest('iss-supported', 'iss-not-advertised', 'iss-supported-missing', 'iss-wrong-issuer', 'iss-unexpected'),
  ...inNewest('iss-normalized'),
];

/** Scenarios that fail, each with its reason. */
export const FAILING: readonly (readonly [scenario: string, revision: string, reason: string])[] = [];
