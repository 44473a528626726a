import { omitUndefined } from '@everruns/kernel';
import { z } from 'zod';
import type { Route } from '../route.ts';
import { refuseNoAgent, SESSION_FIELDS } from './agent-fields.ts';
import { assertNothing, getAgentId } from './agents.ts';
import { collectPages } from './collect-pages.ts';
import { isEmpty, translateFields, type FieldTable } from './field-table.ts';
import { toTheirMessage } from './message-shape.ts';
import type { DoorDeps } from './our-routes.ts';
import { callRoute, makeDoorRoute, translateRoute, valueOf, type DoorInput } from './translate-route.ts';
import { type Fields, toFields } from './fields.ts';

export function sessionDoor(deps: DoorDeps): Route[] {
  const { our } = deps;
  return [
    translateRoute(our('create_session'), {
      request: async (input, { body }) => ({ body: await toOurSession(deps, input, body) }),
      answer: toTheirSession,
    }),
    listDoor(deps),
    translateRoute(our('get_session'), { answer: toTheirSession }),
    translateRoute(our('update_session'), {
      request: (_input, { body }) => ({ body: translateFields(UPDATE_FIELDS, body) }),
      answer: toTheirSession,
    }),
    translateRoute(our('delete_session'), {}),
    translateRoute(our('cancel_session'), {
      answer: (value) => ({
        ...toTheirSession(value),
        message: 'The turn is canceled; without one, nothing happened.',
      }),
    }),
    exportDoor(deps),
  ];
}

const UPDATE_FIELDS: FieldTable = {
  title: 'kept',
  tags: 'kept',
  model_id: 'kept',
  locale: { refused: 'is not offered here; say it in the system prompt' },
  goal: { refused: 'is not offered here' },
  virtual_user_id: { refused: 'is not offered here' },
};

/**
 * Resolves the agent by its id or name. If the client names no model, the agent's model is used, as
 * the original copies it at the start.
 */
async function toOurSession(deps: DoorDeps, input: DoorInput, body: Fields): Promise<Fields> {
  const session = translateFields(SESSION_FIELDS, body);
  const named = toFields(input.params)['agent_id'] ?? session['agent_id'] ?? body['agent_name'];
  if (typeof named !== 'string' || named === '') return refuseNoAgent();
  const agent_id = await getAgentId(deps, input, named);
  const agent = toFields(await valueOf(await callRoute(deps.our('get_agent'), input, { params: { agent_id } })));
  const model = isEmpty(session['model_id']) ? agent['default_model_id'] : session['model_id'];
  return { ...session, agent_id, ...omitUndefined({ model_id: model }) };
}

const NO_FILTERS = [
  'include_archived',
  'archived_only',
  'side_chats_only',
  'mine',
  'source',
  'playground_user_id',
  'order',
];

function listDoor({ our }: DoorDeps): Route {
  const list = our('list_sessions');
  return makeDoorRoute(list, {
    async handle(input) {
      const query = toFields(input.query);
      for (const name of NO_FILTERS) assertNothing(query, name, 'is not offered here; leave it out');
      const kept = Object.entries(query).filter(([name]) => !NO_FILTERS.includes(name));
      const { status, ...rest } = Object.fromEntries(kept);
      const ours = status === undefined ? rest : { ...rest, status: toOurStatus(status) };
      const found = await collectPages(list, input, ours);
      return { value: { ...found, data: found.data.map(toTheirSession) } };
    },
  });
}

/** The original exports the conversation with one message a line, but our export is the log. */
function exportDoor(deps: DoorDeps): Route {
  return makeDoorRoute(deps.our('export_session'), {
    async handle(input) {
      const { format } = toFields(input.query);
      if (format !== 'jsonl') assertNothing({ format }, 'format', 'must be jsonl here');
      const { data } = await collectPages(deps.our('list_messages'), input, { order: 'asc' });
      const lines = data.map((message) => `${JSON.stringify(toTheirMessage(message))}\n`);
      return new Response(lines.join(''), { headers: { 'Content-Type': 'application/x-ndjson' } });
    },
  });
}

const WAITING = 'waitingfortoolresults';

function toOurStatus(status: unknown): unknown {
  if (status === WAITING || status === 'waiting_for_tool_results') return 'requires_action';
  return status === 'started' ? 'idle' : status;
}

const Session = z.looseObject({ status: z.string(), last_sequence: z.number() });

/** Converts a session to the original's format, in which a session without any message has the status `started`. */
export function toTheirSession(value: unknown): Fields {
  const session = Session.parse(value);
  return { ...session, status: toTheirStatus(session) };
}

/** The log of a new session contains only `session.started`. */
function toTheirStatus({ status, last_sequence }: z.infer<typeof Session>): string {
  if (status === 'requires_action') return WAITING;
  return status === 'idle' && last_sequence <= 1 ? 'started' : status;
}
