import { z } from 'zod';
import type { Route } from '../route.ts';
import { callRoute, makeDoorRoute, valueOf, type Answer, type DoorInput } from './translate-route.ts';
import { type Fields, toFields } from './fields.ts';

/** The commands of CLI 0.50 by their name on the wire, each with our operation that executes it. */
const COMMANDS: Readonly<Record<string, string>> = {
  create_agent: 'create_agent',
  list_agents: 'list_agents',
  get_agent: 'get_agent',
  update_agent: 'update_agent',
  delete_agent: 'archive_agent',
  copy_agent: 'copy_agent',
  export_agent: 'export_agent',
  create_session: 'create_session',
  list_sessions: 'list_sessions',
  get_session: 'get_session',
  update_session: 'update_session',
  delete_session: 'delete_session',
  cancel_session: 'cancel_session',
  export_session_messages: 'export_session',
  create_message: 'create_message',
  list_messages: 'list_messages',
  list_events: 'list_events',
  submit_tool_results: 'create_tool_results',
  list_workspace_files: 'list_files',
  get_workspace_file: 'get_file',
  create_workspace_file: 'create_file',
  update_workspace_file: 'update_file',
  delete_workspace_file: 'delete_file',
  copy_workspace_file: 'copy_file',
  move_workspace_file: 'move_file',
  stat_workspace_file: 'stat_file',
  grep_workspace_files: 'grep_files',
  list_capabilities: 'list_capabilities',
  get_capability: 'get_capability',
  list_models: 'list_llm_models',
  get_model: 'get_llm_model',
  create_model: 'create_llm_model',
  update_model: 'update_llm_model',
  delete_model: 'delete_llm_model',
  create_provider: 'create_llm_provider',
  list_providers: 'list_llm_providers',
  get_provider: 'get_llm_provider',
  update_provider: 'update_llm_provider',
  delete_provider: 'delete_llm_provider',
  list_users: 'list_members',
};

/** The names that the CLI uses for path parameters. */
const ID_NAMES = ['id', 'agent_id', 'session_id', 'provider_id', 'model_id', 'capability_id'];

/**
 * Makes `POST /v1/commands/{name}` with `{params}`: it calls a compatibility route with its path, query and body in one object.
 */
export function commandDoor(door: readonly Route[]): Route[] {
  return Object.entries(COMMANDS).map(([name, operationId]) => {
    const route = lastOf(door, operationId);
    return makeCommand(`/v1/commands/${name}`, route);
  });
}

/** If two routes serve one operation, the later one has the newer format. */
function lastOf(door: readonly Route[], operationId: string): Route {
  const route = door.findLast((each) => each.operationId === operationId);
  if (route === undefined) throw new TypeError(`the door has no operation ${operationId}`);
  return route;
}

const AnyFields = z.looseObject({});

function makeCommand(path: string, route: Route): Route {
  return {
    ...makeDoorRoute(route, { method: 'post', path, params: z.strictObject({}), status: 200, handle: run }),
    body: AnyFields,
    bodyReader: AnyFields,
  };

  async function run(input: DoorInput): Promise<Answer> {
    const given = toFields(toFields(input.body)['params']);
    const { params, rest } = takeParams(route, given);
    const isInQuery = route.method === 'get' || route.method === 'delete';
    const ours = isInQuery ? { params, query: toQuery(rest), body: undefined } : { params, query: {}, body: rest };
    const reply = await callRoute(route, input, ours);
    const output = await outputOf(reply);
    const warnings = z.array(z.looseObject({ message: z.string() })).safeParse(toFields(output)['warnings']).data ?? [];
    return { value: { output, warnings: warnings.map(({ message }) => message) } };
  }
}

async function outputOf(reply: Answer): Promise<unknown> {
  if (!(reply instanceof Response)) return reply.value ?? {};
  const isJson = reply.headers.get('content-type')?.startsWith('application/json') === true;
  return isJson ? valueOf(reply) : reply.text();
}

function takeParams(route: Route, given: Fields): { params: Fields; rest: Fields } {
  const names = Object.keys(route.params?.shape ?? {});
  const params: Fields = {};
  const rest = { ...given };
  for (const name of names) {
    const from = name in rest || !ID_NAMES.includes(name) ? name : 'id';
    params[name] = rest[from];
    delete rest[from];
  }
  return { params, rest };
}

/** Writes the fields as text, as in a query string. */
function toQuery(fields: Fields): Fields {
  const entries = Object.entries(fields).map(([name, value]): [string, unknown] => [
    name,
    Array.isArray(value) ? value.map(String) : String(value),
  ]);
  return Object.fromEntries(entries);
}
