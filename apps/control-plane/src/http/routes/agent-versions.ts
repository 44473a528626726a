import {
  Agent,
  AgentId,
  AgentLabel,
  AgentVersion,
  AgentVersionDiff,
  pageOf,
  PutAgentLabelRequest,
} from '@everruns/schemas';
import { z } from 'zod';
import { deleteLabel, putLabel } from '../../services/agents/labels.ts';
import {
  diffVersions,
  getVersion,
  listVersions,
  ListVersionsQuery,
  restoreVersion,
} from '../../services/agents/versions.ts';
import type { Services } from '../../services/services.ts';
import { defineRoute, replyOnce, type Route } from '../route.ts';
import { toWritten } from './agents.ts';

const base = { tag: 'agents', auth: 'session' } as const;
const Version = z.coerce
  .number()
  .int()
  .min(1)
  .max(2 ** 31 - 1);
const AgentParams = z.strictObject({ agent_id: AgentId });
const VersionParams = AgentParams.extend({ version: Version });
const one = '/v1/agents/{agent_id}/versions/{version}';

/** The history of an agent: every change makes a version, and versions never change. */
export function agentVersionRoutes(services: Services): Route[] {
  return [
    defineRoute({
      ...base,
      method: 'get',
      path: '/v1/agents/{agent_id}/versions',
      operationId: 'list_agent_versions',
      summary: 'List the versions of an agent, newest first',
      scopes: ['read'],
      params: AgentParams,
      query: ListVersionsQuery,
      responses: [{ kind: 'json', status: 200, description: 'A page of versions', schema: pageOf(AgentVersion) }],
      errors: ['not_found', 'invalid_cursor'],
      handler: async ({ ctx, params, query }) => ({
        value: await listVersions(services, ctx, { ...params, ...query }),
      }),
    }),
    defineRoute({
      ...base,
      method: 'get',
      path: one,
      operationId: 'get_agent_version',
      summary: 'Get an agent as it was at a version',
      scopes: ['read'],
      params: VersionParams,
      responses: [{ kind: 'json', status: 200, description: 'The agent at that version', schema: Agent }],
      errors: ['not_found'],
      handler: async ({ ctx, params }) => ({ value: await getVersion(services, ctx, params) }),
    }),
    defineRoute({
      ...base,
      method: 'get',
      path: `${one}/diff/{to}`,
      operationId: 'diff_agent_versions',
      summary: 'Compare two versions of an agent',
      scopes: ['read'],
      params: VersionParams.extend({ to: Version }),
      responses: [{ kind: 'json', status: 200, description: 'What differs', schema: AgentVersionDiff }],
      errors: ['not_found', 'unavailable'],
      handler: async ({ ctx, params: { agent_id, version, to } }) => ({
        value: await diffVersions(services, ctx, { agent_id, from: version, to }),
      }),
    }),
    defineRoute({
      ...base,
      method: 'post',
      path: `${one}/restore`,
      operationId: 'restore_agent_version',
      summary: 'Make a new version with the definition of an older one',
      scopes: ['write'],
      isAudited: true,
      params: VersionParams,
      responses: [{ kind: 'json', status: 200, description: 'The agent. ETag holds its tag.', schema: Agent }],
      errors: ['not_found', 'agent_archived'],
      handler: async ({ ctx, params, idempotency }) =>
        replyOnce(await restoreVersion(services, ctx, { ...params, idempotency }), toWritten(services)),
    }),
    ...labelRoutes(services),
  ];
}

function labelRoutes(services: Services): Route[] {
  const path = '/v1/agents/{agent_id}/labels/{label}';
  const params = AgentParams.extend({ label: AgentLabel });
  return [
    defineRoute({
      ...base,
      method: 'put',
      path,
      operationId: 'put_agent_label',
      summary: 'Give a label to a version of an agent, such as production',
      scopes: ['write'],
      isAudited: true,
      params,
      body: PutAgentLabelRequest,
      example: { version: 1 },
      responses: [{ kind: 'json', status: 200, description: 'The agent with its labels', schema: Agent }],
      errors: ['not_found', 'conflict'],
      handler: async ({ ctx, params: { agent_id, label }, body }) => ({
        value: await putLabel(services, ctx, { agent_id, label, version: body.version }),
      }),
    }),
    defineRoute({
      ...base,
      method: 'delete',
      path,
      operationId: 'delete_agent_label',
      summary: 'Delete a label of an agent',
      scopes: ['write'],
      isAudited: true,
      params,
      responses: [{ kind: 'empty', status: 204, description: 'Deleted' }],
      errors: ['not_found'],
      handler: async ({ ctx, params: label }) => {
        await deleteLabel(services, ctx, label);
        return {};
      },
    }),
  ];
}
