import type { Clock } from '@everruns/core/catalog';
import { ApiKey, AuthConfig, CreatedApiKey, LoginResponse, Me, Member, Scope } from '@everruns/schemas';
import { z } from 'zod';
import { timestampIn } from '../../kernel/timestamp.ts';
import { invalid } from './agents.ts';
import type { Route } from '../route.ts';
import { collectPages } from './collect-pages.ts';
import { translateFields, type FieldTable } from './field-table.ts';
import type { DoorDeps } from './our-routes.ts';
import { callRoute, makeDoorRoute, translateRoute, valueOf } from './translate-route.ts';
import { type Fields, toFields } from './fields.ts';

const LOGIN_FIELDS: FieldTable = { email: 'kept', password: 'kept' };
const REGISTER_FIELDS: FieldTable = { ...LOGIN_FIELDS, name: 'kept', invitation_token: 'kept' };

/** The routes for sign-in, the caller and API keys. A login answers with tokens at the top level of the object. */
export function authDoor(deps: DoorDeps): Route[] {
  const { our } = deps;
  return [
    translateRoute(our('get_auth_config'), { answer: toTheirConfig }),
    translateRoute(our('login'), {
      request: (_input, { body }) => ({ body: { ...translateFields(LOGIN_FIELDS, body), grant: 'tokens' } }),
      answer: toTokens,
    }),
    translateRoute(our('register'), {
      request: (_input, { body }) => ({ body: { ...translateFields(REGISTER_FIELDS, body), grant: 'tokens' } }),
      answer: toTokens,
    }),
    translateRoute(our('refresh_tokens'), {
      request: (_input, { body }) => ({ body: translateFields({ refresh_token: 'kept' }, body) }),
    }),
    translateRoute(our('logout'), {}),
    translateRoute(our('start_oauth'), {}),
    translateRoute(our('finish_oauth'), {}),
    translateRoute(our('get_me'), { answer: toTheirMe }),
    ...keyRoutes(deps),
    usersRoute(deps),
  ];
}

function keyRoutes({ our, clock }: DoorDeps): Route[] {
  const list = our('list_api_keys');
  const fields: FieldTable = {
    name: 'kept',
    expires_at: 'kept',
    scopes: { becomes: toOurScopes },
    expires_in_days: { becomes: (days) => ({ expires_at: afterDays(clock, days) }) },
  };
  return [
    translateRoute(our('create_api_key'), {
      request: (_input, { body }) => ({ body: translateFields(fields, body) }),
      answer: (value) => toTheirKey(CreatedApiKey.parse(value)),
    }),
    makeDoorRoute(list, {
      handle: async (input) => ({
        value: (await collectPages(list, input, toFields(input.query))).data.map((key) =>
          toTheirKey(ApiKey.parse(key)),
        ),
      }),
    }),
    translateRoute(our('delete_api_key'), {}),
  ];
}

/** Lists the members of the caller's organization, where the original lists every user. */
function usersRoute({ our }: DoorDeps): Route {
  const members = our('list_members');
  const path = '/v1/users';
  return makeDoorRoute(members, {
    path,
    params: z.strictObject({}),
    async handle(input) {
      const { search } = toFields(input.query);
      const wanted = typeof search === 'string' ? search.toLowerCase() : '';
      const params = { organization_id: input.ctx?.org_id };
      const page = await valueOf(await callRoute(members, input, { params }));
      const { data } = z.object({ data: z.array(Member) }).parse(page);
      const found = data.filter(({ email, name }) => `${name} ${email}`.toLowerCase().includes(wanted));
      return { value: { data: found.map(toTheirUser) } };
    },
  });
}

function toTheirUser({ user_id, role, ...member }: z.infer<typeof Member>): Fields {
  return { ...member, id: user_id, roles: [role], auth_provider: 'local' };
}

function toTheirConfig(value: unknown): Fields {
  const config = AuthConfig.parse(value);
  return { ...config, password_auth_enabled: config.password_login };
}

function toTokens(value: unknown): Fields {
  const { user, organization_id, tokens } = LoginResponse.parse(value);
  return { ...tokens, user, organization_id };
}

const NOBODY = { id: '00000000-0000-0000-0000-000000000000', email: 'anonymous@localhost', name: 'Anonymous' };

function toTheirMe(value: unknown): Fields {
  const me = Me.parse(value);
  const { id, email, name } = me.user ?? NOBODY;
  return { ...me, id, email, name, roles: [me.role], avatar_url: null };
}

function toTheirKey(key: ApiKey): Fields {
  const { prefix } = key;
  return { expires_at: null, last_used_at: null, ...key, key_prefix: prefix };
}

const Scopes = z.array(z.string());
/** The original has no subjects, so its keys do not reach the sessions of other people. */
const ALL_SCOPES = Scope.exclude(['subjects:any']).options;

/** No scopes, or `*`, means all scopes of the caller. Other scopes pass unchanged, because our route validates them. */
function toOurScopes(value: unknown): Fields {
  const scopes = Scopes.safeParse(value).data;
  if (scopes === undefined) return { scopes: value };
  if (scopes.length === 0) return {};
  return { scopes: scopes.includes('*') ? ALL_SCOPES : scopes };
}

const DAY_MS = 86_400_000;

function afterDays(clock: Clock, days: unknown): string {
  const whole = z.int().min(1).max(36_500).safeParse(days);
  if (!whole.success) throw invalid('expires_in_days', 'must be a whole number from 1 to 36500');
  return timestampIn(clock, whole.data * DAY_MS);
}
