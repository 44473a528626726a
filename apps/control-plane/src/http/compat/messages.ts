import { z } from 'zod';
import { timestampOf } from '../../kernel/timestamp.ts';
import type { Route } from '../route.ts';
import { collectPages } from './collect-pages.ts';
import { translateFields, type FieldTable } from './field-table.ts';
import { toTheirMessage } from './message-shape.ts';
import type { DoorDeps } from './our-routes.ts';
import { toTheirSession } from './sessions.ts';
import { answerWith, callRoute, makeDoorRoute, translateRoute, valueOf } from './translate-route.ts';
import type { Answer, DoorInput } from './translate-route.ts';
import { type Fields, toFields, withoutNulls } from './fields.ts';

export function messageDoor(deps: DoorDeps): Route[] {
  return [createDoor(deps), listDoor(deps), resultsDoor(deps)];
}

const MESSAGE_FIELDS: FieldTable = {
  message: { becomes: (message) => ({ message: toOurInput(message) }) },
  controls: { becomes: (controls) => toOurControls(toFields(controls)) },
  metadata: 'kept',
  tags: 'kept',
  busy_policy: 'kept',
  external_actor: { refused: 'is not offered here; send it in metadata' },
  addressed_participant_id: { refused: 'is not offered here: a session has one agent' },
  client_message_id: { refused: 'is not offered here; send an Idempotency-Key' },
  request_id: { refused: 'is not offered here; send X-Request-Id' },
};

const CONTROL_FIELDS: FieldTable = {
  model_id: 'kept',
  max_tokens: 'kept',
  reasoning: { becomes: (value) => ({ reasoning: withoutNulls(toFields(value)) }) },
  temperature: 'kept',
  locale: { refused: 'is not offered here; say it in the message' },
  hints: { refused: 'are not offered here' },
  error_disclosure: { refused: 'is not offered here; people who may write always read the cause' },
};

function toOurInput(value: unknown): Fields {
  const { role = 'user', content } = toFields(value);
  const parts = Array.isArray(content) ? content.map((part: unknown) => withoutNulls(toFields(part))) : content;
  return { role, content: parts };
}

function toOurControls(controls: Fields): Fields {
  const kept = translateFields(CONTROL_FIELDS, controls);
  const { reasoning, ...rest } = kept;
  const isAsked = Object.keys(toFields(reasoning)).length > 0;
  return { controls: isAsked ? kept : rest };
}

function createDoor(deps: DoorDeps): Route {
  const create = deps.our('create_message');
  return makeDoorRoute(create, {
    async handle(input) {
      const body = toFields(input.body);
      if (toFields(body['message'])['role'] === 'tool_result') return answerResultMessage(deps, input, body);
      const ours = { query: toFields(input.query), body: translateFields(MESSAGE_FIELDS, body) };
      const reply = await callRoute(create, input, ours);
      const message = toFields(await valueOf(reply));
      // A queued message has no log position yet. It gets the log's last sequence, because it follows every existing event.
      const sequence = message['sequence'] === undefined ? await lastSequence(deps, input) : 0;
      return answerWith(reply, toTheirMessage(message, sequence));
    },
  });
}

async function lastSequence({ our }: DoorDeps, input: DoorInput): Promise<number> {
  const session = z.looseObject({ last_sequence: z.number() });
  return session.parse(await valueOf(await callRoute(our('get_session'), input, {}))).last_sequence;
}

/** Lists the whole conversation, oldest first. With `limit`, it lists the newest messages up to that number. */
function listDoor({ our }: DoorDeps): Route {
  const list = our('list_messages');
  return makeDoorRoute(list, {
    async handle(input) {
      const { limit, ...query } = toFields(input.query);
      const order = limit === undefined ? 'asc' : 'desc';
      const found = await collectPages(list, input, { order, ...query, limit });
      if (order === 'desc') found.data.reverse();
      return { value: { ...found, data: found.data.map((message) => toTheirMessage(message)) } };
    },
  });
}

function resultsDoor(deps: DoorDeps): Route {
  return translateRoute(deps.our('create_tool_results'), {
    status: 200,
    request: (_input, { body }) => ({ body: { tool_results: toOurResults(body['tool_results']) } }),
    answer: async (value, input) => {
      const { accepted } = z.object({ accepted: z.array(z.string()) }).parse(value);
      const session = toTheirSession(await valueOf(await callRoute(deps.our('get_session'), input, {})));
      return { accepted: accepted.length, status: session['status'] };
    },
  });
}

/** The original writes a null result by omitting it. */
function toOurResults(given: unknown): unknown {
  if (!Array.isArray(given)) return given;
  return given.map((item: unknown) => {
    const { tool_call_id, result, error } = toFields(item);
    if (error !== undefined && error !== null) return { tool_call_id, error };
    return { tool_call_id, result: result ?? null };
  });
}

/** Before results had their own route, clients sent them as a message, and the answer is that message. */
async function answerResultMessage(deps: DoorDeps, input: DoorInput, body: Fields): Promise<Answer> {
  const { content } = toFields(body['message']);
  const results = { tool_results: toOurResults(content) };
  const reply = await callRoute(deps.our('create_tool_results'), input, { query: {}, body: results });
  const session_id = toFields(input.params)['session_id'];
  const first = Array.isArray(content) ? toFields(content[0])['tool_call_id'] : undefined;
  const message = { id: first, session_id, role: 'tool_result', content, created_at: timestampOf(deps.clock) };
  return answerWith(reply, toTheirMessage(message, await lastSequence(deps, input)));
}
