import { EverrunsError } from '@everruns/schemas';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { outcomeOf, startTestApi, type ApiCall, type TestApi } from '../testing/test-api.ts';
import { OPERATOR, type Principal } from '../auth/principal.ts';
import { PUBLIC_OPERATION_IDS } from './public-routes.ts';
import type { Route } from './route.ts';

const ANY_ID = '01890000-0000-7000-8000-00000000dead';

let api: TestApi;
let principal: Principal | null = OPERATOR;
beforeAll(async () => {
  api = await startTestApi({
    authenticate: async () => {
      if (principal === null) throw new EverrunsError('unauthenticated', 'Who are you?');
      return principal;
    },
  });
});
afterAll(() => api[Symbol.asyncDispose]());
beforeEach(() => {
  principal = OPERATOR;
});

const sessionRoutes = () => api.routes.filter((route) => route.auth === 'session');
const unsafeRoutes = () => sessionRoutes().filter((route) => route.method !== 'get');
const bodyRoutes = () =>
  sessionRoutes().filter((route) => route.body !== undefined && route.textMediaTypes === undefined);

async function outcome(route: Route, given: ApiCall & { search?: string } = {}): Promise<string> {
  const place = route.path
    .replaceAll(/\{(?:version|to)\}/g, '1')
    .replaceAll('{subject}', 'app:nobody')
    .replaceAll('{label}', 'nothing')
    .replaceAll(/\{\w+\*?\}/g, ANY_ID);
  const path = place + (given.search ?? '');
  const answer = await api.call(route.method.toUpperCase(), path, given);
  return `${route.operationId}: ${outcomeOf(answer)}`;
}

async function expectAll(routes: Route[], given: ApiCall & { search?: string }, result: string): Promise<void> {
  expect(routes.length).toBeGreaterThan(5);
  const outcomes = await Promise.all(routes.map((route) => outcome(route, given)));
  expect(outcomes).toEqual(routes.map((route) => `${route.operationId}: ${result}`));
}

describe('every route of the table', () => {
  it('is public only if it is in the reviewed list', () => {
    const open = api.routes.filter((route) => route.auth === 'public').map(({ operationId }) => operationId);
    expect(open.toSorted()).toEqual([...PUBLIC_OPERATION_IDS].toSorted());
    expect(sessionRoutes().every(({ scopes }) => scopes.length > 0)).toBe(true);
  });

  it('has an operationId of its own, and session routes have their nested copy', () => {
    const ids = api.routes.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    const direct = api.routes.filter(({ path }) => path.startsWith('/v1/sessions'));
    for (const { operationId } of direct) expect(ids).toContain(`${operationId}_nested`);
  });

  it('asks first who calls, even about nonsense', async () => {
    principal = null;
    await expectAll(sessionRoutes(), { search: '?nonsense=1' }, '401 unauthenticated');
    await expectAll(unsafeRoutes(), { body: '{"nonsense' }, '401 unauthenticated');
  });

  it('then whether they may', async () => {
    principal = { ...OPERATOR, scopes: new Set() };
    await expectAll(sessionRoutes(), { search: '?nonsense=1' }, '403 forbidden');
  });

  it('refuses an unsafe request of another site', async () => {
    await expectAll(unsafeRoutes(), { headers: { origin: 'https://evil.example' } }, '403 cross_site_request');
  });

  it('refuses a parameter that it does not know', async () => {
    await expectAll(sessionRoutes(), { search: '?nonsense=1' }, '400 unknown_parameter');
  });

  it('refuses a body that is no JSON, no UTF-8 text, or of another type', async () => {
    await expectAll(bodyRoutes(), { body: '{"nonsense' }, '400 malformed_json');
    await expectAll(bodyRoutes(), { body: '{"nonsense":1}' }, '400 unknown_field');
    await expectAll(
      bodyRoutes(),
      { body: '{}', headers: { 'content-type': 'text/plain' } },
      '415 unsupported_media_type',
    );
    await expectAll(bodyRoutes(), { body: '['.repeat(20_000) }, '400 invalid_request');
  });

  it('refuses text of another type, or that is no UTF-8', async () => {
    const routes = api.routes.filter((route) => route.textMediaTypes !== undefined);
    expect(routes.length).toBeGreaterThan(0);
    const given = { body: 'x', headers: { 'content-type': 'image/png' } };
    const outcomes = await Promise.all(routes.map((route) => outcome(route, given)));
    expect(outcomes).toEqual(routes.map(({ operationId }) => `${operationId}: 415 unsupported_media_type`));
  });

  it('that takes no body accepts {} under any media type, and nothing more', async () => {
    const bodyless = unsafeRoutes().filter((route) => route.body === undefined);
    await expectAll(bodyless, { body: '{"nonsense":1}' }, '400 unknown_field');
    const outcomes = await Promise.all(
      bodyless.map((route) => outcome(route, { body: '{}', headers: { 'content-type': 'text/plain' } })),
    );
    expect(outcomes.filter((text) => / 4(00|15) /.test(text))).toEqual([]);
  });
});
