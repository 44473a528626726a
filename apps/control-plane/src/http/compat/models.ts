import { omitUndefined } from '@everruns/kernel';
import { LlmModel } from '@everruns/schemas';
import type { Route } from '../route.ts';
import { invalid } from './agents.ts';
import { collectPages } from './collect-pages.ts';
import { notOffered, translateFields, type FieldTable } from './field-table.ts';
import { toTheirModel } from './model-shape.ts';
import type { DoorDeps } from './our-routes.ts';
import { answerWith, callRoute, makeDoorRoute, translateRoute, valueOf } from './translate-route.ts';
import type { DoorInput } from './translate-route.ts';
import { type Fields, toFields } from './fields.ts';

const PROVIDER_FIELDS: FieldTable = {
  name: 'kept',
  provider_type: 'kept',
  base_url: 'kept',
  api_key: 'kept',
  compat: 'kept',
  status: 'kept',
  is_default: 'dropped',
  request_options: { refused: 'is not offered here; see compat' },
  trace: { refused: 'is not offered here' },
};

/** Catalogs define the capabilities of a model here, so the client's values are ignored. */
const MODEL_FIELDS: FieldTable = {
  model_id: 'kept',
  display_name: 'kept',
  is_default: 'kept',
  status: 'kept',
  context_window_tokens: 'kept',
  max_output_tokens: 'kept',
  prices_per_million: 'kept',
  compat: 'kept',
  enabled: { becomes: (value) => ({ status: value === false ? 'disabled' : 'active' }) },
  capabilities: 'dropped',
  provider_id: 'dropped',
  is_favorite: 'dropped',
  profile_key: { refused: 'is not offered here; set context_window_tokens, max_output_tokens and prices_per_million' },
  service: { refused: 'is not offered here' },
};

/** New rows are always active. A request to create an inactive one is refused, because it would otherwise appear to succeed. */
const ACTIVE = { becomes: assertActive };
const NEW_PROVIDER_FIELDS: FieldTable = { ...PROVIDER_FIELDS, status: ACTIVE };
const NEW_MODEL_FIELDS: FieldTable = { ...MODEL_FIELDS, status: ACTIVE, enabled: ACTIVE };

function assertActive(value: unknown): Fields {
  if (value === 'active' || value === true) return {};
  throw notOffered([
    { path: 'status', code: 'not_offered', message: 'must be active for what is new; change it afterwards' },
  ]);
}

/** The routes for providers and models, under the paths of 0.3 and under the newer ones. */
export function modelDoor(deps: DoorDeps): Route[] {
  const at = (newer: string, route: Route): Route[] => [route, { ...route, path: route.path.replace('llm-', newer) }];
  return [...providerRoutes(deps).flatMap((route) => at('', route)), ...modelRoutes(deps), ...newerModelRoutes(deps)];
}

function providerRoutes({ our }: DoorDeps): Route[] {
  const list = our('list_llm_providers');
  const body = (_input: DoorInput, given: { body: Fields }) => ({ body: translateFields(PROVIDER_FIELDS, given.body) });
  return [
    translateRoute(our('create_llm_provider'), {
      request: (_input, given) => {
        return { body: translateFields(NEW_PROVIDER_FIELDS, given.body) };
      },
    }),
    makeDoorRoute(list, {
      handle: async (input) => ({ value: await collectPages(list, input, toFields(input.query)) }),
    }),
    translateRoute(our('get_llm_provider'), {}),
    translateRoute(our('update_llm_provider'), { request: body }),
    translateRoute(our('delete_llm_provider'), {}),
    translateRoute(our('create_llm_model'), {
      request: (_input, given) => {
        return { body: translateFields(NEW_MODEL_FIELDS, given.body) };
      },
      answer: theirs,
    }),
    modelsOfProviderRoute(our),
  ];
}

function modelsOfProviderRoute(our: DoorDeps['our']): Route {
  const list = our('list_llm_models');
  const { path } = our('create_llm_model');
  const get = our('get_llm_provider');
  return makeDoorRoute(list, {
    path,
    ...omitUndefined({ params: get.params }),
    handle: async (input) => {
      const { provider_id } = toFields(input.params);
      await callRoute(get, input, {});
      const found = await collectPages(list, { ...input, params: {} }, { provider_id });
      return { value: found.data.map(theirs) };
    },
  });
}

function modelRoutes({ our }: DoorDeps): Route[] {
  const list = our('list_llm_models');
  return [
    // Version 0.3 answers with a bare list.
    makeDoorRoute(list, {
      handle: async (input) => ({ value: (await collectPages(list, input, toFields(input.query))).data.map(theirs) }),
    }),
    translateRoute(our('get_llm_model'), { answer: theirs }),
    updateRoute(our('update_llm_model'), our('get_llm_model')),
    translateRoute(our('delete_llm_model'), {}),
  ];
}

function updateRoute(update: Route, get: Route): Route {
  return makeDoorRoute(update, {
    async handle(input) {
      const { model_id, ...body } = translateFields(MODEL_FIELDS, toFields(input.body));
      if (model_id !== undefined) await assertSameName(get, input, model_id);
      const reply = await callRoute(update, input, { body });
      return answerWith(reply, theirs(await valueOf(reply)));
    },
  });
}

/** Throws `not_offered` if the name changes, because the results of one model would then be attributed to another. */
async function assertSameName(get: Route, input: DoorInput, name: unknown): Promise<void> {
  const model = toFields(await valueOf(await callRoute(get, input, {})));
  if (model['model_id'] === name) return;
  const message = 'cannot change; create a model of this name and delete the other';
  throw notOffered([{ path: 'model_id', code: 'not_offered', message }]);
}

/** The routes below `/v1/models`, which return their list in `data`. */
function newerModelRoutes({ our }: DoorDeps): Route[] {
  const list = our('list_llm_models');
  const get = our('get_llm_model');
  const newer = (route: Route) => route.path.replace('llm-models', 'models');
  return [
    makeDoorRoute(list, {
      path: newer(list),
      async handle(input) {
        const {
          favorites_only,
          include_stale: _stale,
          service: _service,
          source: _source,
          ...query
        } = toFields(input.query);
        if (favorites_only === 'true') throw invalid('favorites_only', 'is not offered here; leave it out');
        const found = await collectPages(list, input, query);
        return { value: { ...found, data: found.data.map(theirs) } };
      },
    }),
    translateRoute(get, { path: newer(get), answer: theirs }),
    updateAt(our('update_llm_model'), get),
    translateRoute(our('delete_llm_model'), { path: newer(our('delete_llm_model')) }),
  ];

  function updateAt(update: Route, read: Route): Route {
    return { ...updateRoute(update, read), path: newer(update) };
  }
}

function theirs(value: unknown): unknown {
  return toTheirModel(LlmModel.parse(value));
}
