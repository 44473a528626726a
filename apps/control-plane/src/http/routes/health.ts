import { z } from 'zod';
import { AuthMode } from '@everruns/schemas';
import type { DependencyState } from '../../services/dependencies.ts';
import { defineRoute, type Route } from '../route.ts';

/** The values that the health routes report and the checks that they run. */
export interface HealthProbe {
  version: string;
  authMode: AuthMode;
  runner: 'local' | 'temporal';
  /** The address is that of the asker. Rejects while the database cannot be reached or takes no writes, and while the process shuts down. */
  checkReady: (address: string) => Promise<readonly DependencyState[]>;
}

const Health = z.object({
  status: z.literal('ok'),
  version: z.string(),
  auth_mode: AuthMode,
  runner: z.enum(['local', 'temporal']),
});
const Alive = z.object({ status: z.literal('ok') });
/** `degraded`: requests are served, but a dependency is lost, and `detail` says what that means. */
const Ready = z.object({
  status: z.enum(['ok', 'degraded']),
  dependencies: z.array(
    z.object({
      name: z.enum(['database', 'temporal', 'workers', 'redis']),
      status: z.enum(['ok', 'lost']),
      detail: z.string().optional(),
    }),
  ),
});

/** `live` reports that the process answers, and `ready` that it can serve requests. */
export function healthRoutes(probe: HealthProbe): Route[] {
  const { checkReady, authMode: auth_mode, version, runner } = probe;
  const base = { method: 'get', tag: 'health', auth: 'public', scopes: [] } as const;
  const alive = [{ kind: 'json', status: 200, description: 'The process answers', schema: Alive }] as const;
  const ready = { kind: 'json', status: 200, description: 'Requests are served', schema: Ready } as const;
  return [
    defineRoute({
      ...base,
      path: '/health',
      operationId: 'get_health',
      summary: 'Get the version and configuration of this server',
      responses: [
        { kind: 'json', status: 200, description: 'The version and configuration of this server', schema: Health },
      ],
      errors: [],
      handler: () => ({ value: { status: 'ok', version, auth_mode, runner } }),
    }),
    defineRoute({
      ...base,
      path: '/health/live',
      operationId: 'get_liveness',
      summary: 'Check that the process answers',
      responses: alive,
      errors: [],
      handler: () => ({ value: { status: 'ok' } }),
    }),
    defineRoute({
      ...base,
      path: '/health/ready',
      operationId: 'get_readiness',
      summary: 'Check that the server can serve requests, and what it needs for that',
      responses: [ready],
      errors: ['unavailable'],
      handler: async ({ address }) => {
        const dependencies = await checkReady(address);
        const isWhole = dependencies.every(({ status }) => status === 'ok');
        return { value: { status: isWhole ? 'ok' : 'degraded', dependencies } };
      },
    }),
  ];
}
