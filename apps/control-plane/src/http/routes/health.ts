import { z } from 'zod';
import { AuthMode, EverrunsError, isEverrunsError } from '@everruns/schemas';
import { defineRoute, type Route } from '../route.ts';

/** The values that the health routes report and the checks that they run. */
export interface HealthProbe {
  version: string;
  authMode: AuthMode;
  runner: 'local' | 'temporal';
  /** The address is that of the asker. Rejects while the database cannot be reached or takes no writes, and while the process shuts down. */
  checkReady: (address: string) => Promise<void>;
}

const Health = z.object({
  status: z.literal('ok'),
  version: z.string(),
  auth_mode: AuthMode,
  runner: z.enum(['local', 'temporal']),
});
const Alive = z.object({ status: z.literal('ok') });

/** `live` reports that the process answers, and `ready` that it can serve requests. */
export function healthRoutes(probe: HealthProbe): Route[] {
  const { checkReady, authMode: auth_mode, version, runner } = probe;
  const base = { method: 'get', tag: 'health', auth: 'public', scopes: [] } as const;
  const alive = [{ kind: 'json', status: 200, description: 'The check passed', schema: Alive }] as const;
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
      summary: 'Check that the server can serve requests',
      responses: alive,
      errors: ['unavailable'],
      handler: async ({ address }) => {
        await checkReady(address).catch(refuseUnready);
        return { value: { status: 'ok' } };
      },
    }),
  ];
}

function refuseUnready(cause: unknown): never {
  // The messages of our own errors are written for operators, but a driver's message may contain an address.
  if (isEverrunsError(cause)) throw cause;
  throw new EverrunsError('unavailable', 'The database cannot be reached, or this replica is shutting down.', {
    cause,
    retryAfterMs: 1_000,
  });
}
