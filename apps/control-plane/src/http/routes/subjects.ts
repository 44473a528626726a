import { NamedSubject, SubjectData, SubjectErasure, SubjectSessions } from '@everruns/schemas';
import { z } from 'zod';
import { deleteSubject } from '../../services/subjects/delete.ts';
import { getSubject } from '../../services/subjects/get.ts';
import type { Services } from '../../services/services.ts';
import { defineRoute, type Route } from '../route.ts';

const base = { path: '/v1/subjects/{subject}', tag: 'subjects', auth: 'session' } as const;
const SubjectParams = z.strictObject({ subject: NamedSubject });

export function subjectRoutes(services: Services): Route[] {
  return [
    defineRoute({
      ...base,
      method: 'get',
      operationId: 'get_subject',
      summary: 'Say how much is stored of a subject',
      scopes: ['read'],
      params: SubjectParams,
      responses: [{ kind: 'json', status: 200, description: 'What is stored', schema: SubjectData }],
      errors: ['not_found'],
      handler: async ({ ctx, params }) => ({ value: await getSubject(services, ctx, params) }),
    }),
    defineRoute({
      ...base,
      method: 'delete',
      operationId: 'delete_subject',
      summary: 'Erase what is stored of a subject, with its sessions or without them',
      scopes: ['admin'],
      isAudited: true,
      params: SubjectParams,
      query: z.strictObject({ sessions: SubjectSessions.default('delete') }),
      responses: [{ kind: 'json', status: 200, description: 'What was erased', schema: SubjectErasure }],
      errors: ['not_found', 'session_busy'],
      handler: async ({ ctx, params, query }) => ({
        value: await deleteSubject(services, ctx, { ...params, ...query }),
      }),
    }),
  ];
}
