import { AgentId, EverrunsError } from '@everruns/schemas';
import { z } from 'zod';
import { findStoredAnswer } from '../../idempotency/stored-answer.ts';
import { notFound } from '../../kernel/not-found.ts';
import { readAgentFile } from '../../services/agents/read-file.ts';
import { mediaTypeOf } from '../read-body.ts';
import type { Route } from '../route.ts';
import { AGENT_FIELDS, toTheirAgent } from './agent-fields.ts';
import { recognizeClient } from './client.ts';
import { collectPages } from './collect-pages.ts';
import { isEmpty, notOffered, translateFields } from './field-table.ts';
import type { DoorDeps } from './our-routes.ts';
import { answerWith, callRoute, makeDoorRoute, translateRoute, valueOf } from './translate-route.ts';
import type { Answer, DoorInput } from './translate-route.ts';
import { type Fields, toFields } from './fields.ts';

const AgentParams = z.strictObject({ agent_id: z.string() });

export function agentDoor(deps: DoorDeps): Route[] {
  const named = { params: AgentParams };
  const byName = async (input: DoorInput) => ({ params: { agent_id: await resolveAgentId(deps, input) } });
  return [
    listDoor(deps),
    createDoor(deps),
    importDoor(deps),
    translateRoute(deps.our('get_agent'), { ...named, request: byName, answer: theirs }),
    translateRoute(deps.our('archive_agent'), { ...named, request: byName }),
    translateRoute(deps.our('copy_agent'), { ...named, request: byName, answer: theirs }),
    translateRoute(deps.our('export_agent'), {
      ...named,
      request: async (input, { query }) => {
        const { format } = query;
        if (format !== 'markdown') assertNothing({ format }, 'format', 'must be markdown here');
        return byName(input);
      },
    }),
    updateDoor(deps),
  ];
}

function theirs(value: unknown, input: DoorInput): Fields {
  return toTheirAgent(value, recognizeClient(input.headers, false));
}

function listDoor({ our }: DoorDeps): Route {
  const list = our('list_agents');
  return makeDoorRoute(list, {
    async handle(input) {
      const query = toFields(input.query);
      assertNothing(query, 'include_archived', 'is not offered here; ask for status=archived');
      const found = await collectPages(list, input, { ...query, include_archived: undefined });
      return { value: { ...found, data: found.data.map((agent) => theirs(agent, input)) } };
    },
  });
}

/**
 * In newer releases of the original a name of this form is unique, and creating an agent with an
 * existing name updates that agent.
 */
const ADDRESSABLE = /^[a-z0-9]+(-[a-z0-9]+)*$/;

function createDoor(deps: DoorDeps): Route {
  const create = deps.our('create_agent');
  return makeDoorRoute(create, {
    handle: (input) => writeAgent(deps, input, translateFields(AGENT_FIELDS, toFields(input.body))),
  });
}

/**
 * Creates an agent, or updates the one of this name if the client expects that. The status is 201 in
 * both cases, as in the original.
 */
async function writeAgent(deps: DoorDeps, input: DoorInput, body: Fields): Promise<Answer> {
  const { name } = body;
  const isUpsert = !recognizeClient(input.headers, false).isOf03 && typeof name === 'string' && ADDRESSABLE.test(name);
  const found = isUpsert && !(await isAnswered(deps, input)) ? await findAgentByName(deps, input, name) : null;
  const reply =
    found === null
      ? await callRoute(deps.our('create_agent'), input, { body })
      : await callRoute(deps.our('update_agent'), input, { params: { agent_id: found }, body });
  return answerWith(reply, theirs(await valueOf(reply), input));
}

/** Returns whether this repeats a completed request. The verb then returns the stored answer. */
async function isAnswered({ db }: DoorDeps, { ctx, idempotency }: DoorInput): Promise<boolean> {
  return ctx !== null && idempotency !== null && (await findStoredAnswer(db, ctx, idempotency)) !== null;
}

function importDoor(deps: DoorDeps): Route {
  const route = deps.our('import_agent');
  return makeDoorRoute(route, {
    async handle(input) {
      assertNothing(toFields(input.query), 'from-example', 'is not offered here; send the file of the agent instead');
      if (input.ctx === null) throw new TypeError('import is for callers who are known');
      const file = { media_type: mediaTypeOf(input.headers), text: String(input.body), signal: input.signal };
      const fields = toFields(await readAgentFile(deps, input.ctx, file));
      return writeAgent(deps, input, translateFields(AGENT_FIELDS, fields));
    },
  });
}

function updateDoor(deps: DoorDeps): Route {
  const update = deps.our('update_agent');
  return makeDoorRoute(update, {
    params: AgentParams,
    async handle(input) {
      const params = { agent_id: await resolveAgentId(deps, input) };
      const { status } = toFields(input.body);
      const body = translateFields(AGENT_FIELDS, toFields(input.body));
      const changed = await callRoute(update, input, { params, body });
      if (status !== 'archived') return answerWith(changed, theirs(await valueOf(changed), input));
      await callRoute(deps.our('archive_agent'), { ...input, headers: new Headers() }, { params });
      const archived = await callRoute(deps.our('get_agent'), input, { params });
      return answerWith(archived, theirs(await valueOf(archived), input));
    },
  });
}

/** Resolves the agent in a path by its id or, as the original allows, by its name. Throws `not_found`. */
async function resolveAgentId(deps: DoorDeps, input: DoorInput): Promise<AgentId> {
  const { agent_id } = AgentParams.parse(input.params);
  return getAgentId(deps, input, agent_id);
}

/** Throws `not_found` if the text is neither the id nor the name of an agent. */
export async function getAgentId(deps: DoorDeps, input: DoorInput, given: string): Promise<AgentId> {
  const id = AgentId.safeParse(given).data ?? (await findAgentByName(deps, input, given));
  if (id === null) throw notFound('agent');
  return id;
}

const Listed = z.looseObject({ id: AgentId, name: z.string() });
const MAX_NAME = 256;

/** Returns the newest active agent with exactly this name. */
async function findAgentByName({ our }: DoorDeps, input: DoorInput, name: string): Promise<AgentId | null> {
  if (name === '' || name.length > MAX_NAME || name.includes('\0') || !name.isWellFormed()) return null;
  const found = await collectPages(our('list_agents'), input, { search: name });
  const agents = found.data.map((row) => Listed.parse(row));
  return agents.find((agent) => agent.name === name)?.id ?? null;
}

/** Throws `not_offered` if the query uses a parameter that is not supported here. */
export function assertNothing(query: Fields, name: string, message: string): void {
  if (isEmpty(query[name]) || query[name] === 'false') return;
  throw notOffered([{ path: name, code: 'not_offered', message }]);
}

/** Throws `invalid_request`. */
export function invalid(path: string, message: string): EverrunsError {
  return new EverrunsError('invalid_request', `${path}: ${message}.`, { errors: [{ path, code: 'invalid', message }] });
}
