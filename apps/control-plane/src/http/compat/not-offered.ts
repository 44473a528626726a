import type { EverrunsError } from '@everruns/schemas';
import type { Method, Route } from '../route.ts';
import { notOffered } from './field-table.ts';

const METHODS: readonly Method[] = ['get', 'post', 'put', 'patch', 'delete'];

/** The features of the original that this platform does not have, each with an alternative. The first matching path answers. */
const NOT_OFFERED: readonly { paths: readonly string[]; wayOn: string; methods?: readonly Method[] }[] = [
  {
    paths: ['/v1/agents/{agent_id}/versions', '/v1/agents/{agent_id}/versions/{rest*}'],
    wayOn:
      'Versions are kept here for every change and have another form: read and restore them at /v1/agents/{agent_id}/versions of the API itself.',
  },
  { paths: ['/v1/agents/{agent_id}/stats'], wayOn: 'GET /v1/usage tells what an agent has used.' },
  {
    paths: ['/v1/agents/{agent_id}/health-checks', '/v1/agents/{agent_id}/health-checks/{rest*}'],
    wayOn: 'Send the agent a message in a session and judge its answer.',
  },
  {
    paths: [
      '/v1/agents/analyze',
      '/v1/agents/preview',
      '/v1/agents/validate',
      '/v1/agents/diff',
      '/v1/agents/check-name',
    ],
    methods: ['post'],
    wayOn: 'Create the agent: what cannot run is refused, with the reason.',
  },
  { paths: ['/v1/sessions/{session_id}/pin'], wayOn: 'Give the session a tag instead.' },
  {
    paths: ['/v1/sessions/{session_id}/storage/{rest*}'],
    wayOn: 'Secrets of a session are not kept here; tools that need one are executed by the client.',
  },
  {
    paths: [
      '/v1/sessions/{session_id}/budgets',
      '/v1/sessions/{session_id}/budget-check',
      '/v1/sessions/{session_id}/resume',
      '/v1/budgets',
      '/v1/budgets/{rest*}',
    ],
    wayOn: 'The limits of an agent bound its turns, and GET /v1/usage tells what was used.',
  },
  {
    paths: ['/v1/harnesses', '/v1/harnesses/{rest*}', '/v1/harness-examples'],
    wayOn: 'There is one harness here; leave harness_id and harness_name out, or name generic.',
  },
  {
    paths: ['/v1/workspaces', '/v1/workspaces/{rest*}'],
    wayOn: 'Every session has files of its own, at /v1/sessions/{session_id}/fs.',
  },
  {
    paths: ['/v1/memories', '/v1/memories/{rest*}'],
    wayOn: 'Keep what should be remembered in the agent’s system prompt.',
  },
  {
    paths: ['/v1/user/connections', '/v1/user/connections/{rest*}'],
    wayOn: 'Tools that need an account elsewhere are executed by the client.',
  },
  {
    paths: ['/v1/channels/{rest*}'],
    wayOn: 'Call an agent through its sessions: POST /v1/sessions, then POST /v1/sessions/{session_id}/messages.',
  },
  {
    paths: [
      '/v1/capabilities/guardrails/{rest*}',
      '/v1/capabilities/declarative',
      '/v1/capabilities/declarative/{rest*}',
    ],
    wayOn: 'GET /v1/capabilities lists what agents can do here.',
  },
  { paths: ['/v1/images', '/v1/images/{rest*}'], wayOn: 'Send an image in a message, by its address or in base64.' },
  {
    paths: ['/v1/auth/cli/{rest*}'],
    wayOn: 'Make an API key in the UI, or with POST /v1/auth/api-keys, and give it to the client in EVERRUNS_API_KEY.',
  },
  {
    paths: ['/v1/commands/{rest*}'],
    wayOn: 'This command is none of those that are offered here; see /docs/compat of this server.',
  },
];

/** Makes a route for each of these paths. It authenticates the caller and then answers that the feature is not offered. */
export function notOfferedRoutes(): Route[] {
  return NOT_OFFERED.flatMap(({ paths, methods = METHODS, wayOn }) =>
    paths.flatMap((path) => methods.map((method) => refuse(method, path, wayOn))),
  );
}

function refuse(method: Method, path: string, wayOn: string): Route {
  return {
    method,
    path,
    operationId: 'not_offered',
    summary: 'What the original offers and this platform does not',
    tag: 'compat',
    auth: 'session',
    scopes: ['read'],
    params: undefined,
    query: undefined,
    body: undefined,
    bodyReader: undefined,
    refusal,
    responses: [],
    errors: ['not_offered'],
    handle: () => Promise.reject(refusal()),
  };

  function refusal(): EverrunsError {
    const message = `is not offered here. ${wayOn.replace(/\.$/, '')}`;
    return notOffered([{ path: path.replace('/{rest*}', ''), code: 'not_offered', message }]);
  }
}
