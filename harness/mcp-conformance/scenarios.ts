/** Scenarios of the suite, with the revisions of the protocol for which each exists. */
export const PASSING: readonly (readonly [scenario: string, revision: string])[] = [
  ['initialize', '2025-06-18'],
  ['initialize', '2025-11-25'],
  ['tools_call', '2025-06-18'],
  ['tools_call', '2025-11-25'],
  ['tools_call', '2026-07-28'],
  ['request-metadata', '2026-07-28'],
  ['sse-retry', '2025-11-25'],
  ['http-standard-headers', '2026-07-28'],
  ['http-custom-headers', '2026-07-28'],
  ['http-invalid-tool-headers', '2026-07-28'],
  ['json-schema-ref-no-deref', '2026-07-28'],
  ['json-schema-2020-12-preservation', '2025-11-25'],
  ['json-schema-2020-12-preservation', '2026-07-28'],
];

const ELICITATION =
  'The client declares no elicitation: a question of a server becomes a question to a person once turns can wait for one.';

/** Scenarios that fail, each with its reason. The scenarios `auth/*` are not run: signing in by OAuth is not built yet. */
export const FAILING: readonly (readonly [scenario: string, revision: string, reason: string])[] = [
  ['elicitation-sep1034-client-defaults', '2025-11-25', ELICITATION],
  ['sep-2322-client-request-state', '2026-07-28', ELICITATION],
];
