import {
  DecideDeviceLoginRequest,
  DeviceLogin,
  DeviceLoginProgress,
  ExchangeDeviceCodeRequest,
  PendingDeviceLogin,
  PendingDeviceLoginQuery,
  StartDeviceLoginRequest,
} from '@everruns/schemas';
import { toAnonymous } from '../../auth/anonymous-context.ts';
import { decideDeviceLogin, getDeviceLogin } from '../../services/auth/decide-device-login.ts';
import { exchangeDeviceCode } from '../../services/auth/exchange-device-code.ts';
import { startDeviceLogin } from '../../services/auth/start-device-login.ts';
import type { Services } from '../../services/services.ts';
import { defineRoute, type Route } from '../route.ts';

const open = { tag: 'auth', auth: 'public', scopes: [] } as const;
const base = { tag: 'auth', auth: 'session', scopes: ['read'] } as const;
const CODE = { user_code: 'BCDF-GHJK' };

/** The routes with which a person signs a program in that has no browser (RFC 8628). */
export function deviceLoginRoutes(services: Services): Route[] {
  return [...programRoutes(services), ...personRoutes(services)];
}

function programRoutes(services: Services): Route[] {
  return [
    defineRoute({
      ...open,
      method: 'post',
      path: '/v1/auth/device',
      operationId: 'start_device_login',
      summary: 'Ask a person to sign this program in',
      body: StartDeviceLoginRequest,
      example: { client_name: 'everruns on laptop' },
      responses: [
        { kind: 'json', status: 201, description: 'The codes of the program and the person', schema: DeviceLogin },
      ],
      errors: ['forbidden', 'rate_limited'],
      handler: async (input) => ({ value: await startDeviceLogin(services, toAnonymous(input), input.body) }),
    }),
    defineRoute({
      ...open,
      method: 'post',
      path: '/v1/auth/device/token',
      operationId: 'exchange_device_code',
      summary: 'Get the tokens of a program that a person has approved',
      body: ExchangeDeviceCodeRequest,
      example: { device_code: 'evrd_…' },
      responses: [
        {
          kind: 'json',
          status: 200,
          description: 'What has become of it, with the tokens once it is approved',
          schema: DeviceLoginProgress,
        },
      ],
      errors: ['unauthenticated', 'rate_limited'],
      handler: async (input) => ({ value: await exchangeDeviceCode(services, toAnonymous(input), input.body) }),
    }),
  ];
}

function personRoutes(services: Services): Route[] {
  return [
    defineRoute({
      ...base,
      method: 'get',
      path: '/v1/auth/device',
      operationId: 'get_device_login',
      summary: 'See which program asks to be signed in, and from where',
      query: PendingDeviceLoginQuery,
      responses: [{ kind: 'json', status: 200, description: 'The request', schema: PendingDeviceLogin }],
      errors: ['not_found', 'rate_limited'],
      handler: async ({ ctx, principal, address, query }) => ({
        value: await getDeviceLogin(services, ctx, { principal, address, ...query }),
      }),
    }),
    decisionRoute(services, {
      path: '/v1/auth/device/approve',
      operationId: 'approve_device_login',
      summary: 'Let a program act for the caller in this organization',
      isApproved: true,
    }),
    decisionRoute(services, {
      path: '/v1/auth/device/deny',
      operationId: 'deny_device_login',
      summary: 'Refuse a program that asks to be signed in',
      isApproved: false,
    }),
  ];
}

interface Decision {
  path: string;
  operationId: string;
  summary: string;
  isApproved: boolean;
}

function decisionRoute(services: Services, { isApproved, ...route }: Decision): Route {
  return defineRoute({
    ...base,
    ...route,
    method: 'post',
    isAudited: true,
    body: DecideDeviceLoginRequest,
    example: CODE,
    responses: [{ kind: 'empty', status: 204, description: 'Decided' }],
    errors: ['not_found', 'rate_limited'],
    handler: async ({ ctx, principal, body }) => {
      await decideDeviceLogin(services, ctx, { principal, ...body, isApproved });
      return {};
    },
  });
}
