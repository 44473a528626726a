import { z } from 'zod';
import { throughResponse } from '../direct-stream.ts';
import type { Route } from '../route.ts';
import { recognizeClient } from './client.ts';
import { chooseEvents, recordedAmong, type WantedEvents } from './event-names.ts';
import { translateEvent } from './event-shape.ts';
import { notOffered } from './field-table.ts';
import type { DoorDeps } from './our-routes.ts';
import { StreamTranslation } from './translate-stream.ts';
import { callRoute, makeDoorRoute, valueOf, type DoorInput } from './translate-route.ts';
import { type Fields, toFields } from './fields.ts';

export function eventDoor(deps: DoorDeps): Route[] {
  return [listDoor(deps), streamDoor(deps)];
}

const REFUSED = ['around', 'window', 'from_ts', 'to_ts', 'exec_id', 'trace_id', 'tags', 'tool_name', 'q'];
const WAY_ON = 'is not offered here; read the log and choose from it, or filter by types and turn_id';
/** Greater than every sequence of a log. */
const END = 999_999_999_999_999;
const MAX_LIMIT = 1_000;
const Names = z.union([z.string().transform((name) => [name]), z.array(z.string())]).catch([]);

function listDoor({ our, isNested }: DoorDeps): Route {
  const list = our('list_events');
  return makeDoorRoute(list, {
    async handle(input) {
      const { types: _types, exclude: _exclude, order_desc, ...query } = toFields(input.query);
      refuseFilters(query);
      const wanted = readWanted(input, isNested);
      const isNewestFirst = order_desc === 'true' || order_desc === '1';
      const ours = { ...withLimit(query, isNewestFirst), types: recordedAmong(wanted.types) };
      const page = Page.parse(await valueOf(await callRoute(list, input, { query: ours })));
      const data = page.data.flatMap((event) => translateEvent(event, wanted.namesOf(event.type)));
      return { value: { data: isNewestFirst ? data.toReversed() : data, has_more: page.has_more } };
    },
  });
}

const Page = z.object({ data: z.array(z.looseObject({ type: z.string() })), has_more: z.boolean() });

/** In the original, a request with only a limit gets the last events, and one without a limit gets all events. */
function withLimit(query: Fields, isNewestFirst: boolean): Fields {
  const { limit, ...rest } = query;
  const isPlaced = ['since_id', 'after_sequence', 'before_sequence'].some((name) => rest[name] !== undefined);
  const isBackward = (limit !== undefined || isNewestFirst) && !isPlaced;
  return {
    ...rest,
    limit: String(Math.min(Number(limit ?? MAX_LIMIT), MAX_LIMIT)),
    ...(isBackward ? { before_sequence: String(END) } : {}),
  };
}

function streamDoor({ our, isNested }: DoorDeps): Route {
  const stream = our('stream_events');
  return makeDoorRoute(stream, {
    async handle(input) {
      const { types: _types, exclude: _exclude, ...query } = toFields(input.query);
      const wanted = readWanted(input, isNested);
      const reply = await callRoute(stream, input, { query: { ...query, types: wanted.types } });
      if (!(reply instanceof Response)) return reply;
      const translation = new StreamTranslation(wanted);
      return throughResponse(reply, (response) => translation.wrap(response));
    },
  });
}

function readWanted({ query, headers }: DoorInput, isNested: boolean): WantedEvents {
  const { types, exclude } = toFields(query);
  const { isOf03 } = recognizeClient(headers, isNested);
  return chooseEvents({ types: Names.parse(types), exclude: Names.parse(exclude), isOf03 });
}

function refuseFilters(query: Fields): void {
  const asked = REFUSED.filter((name) => query[name] !== undefined && query[name] !== '');
  if (asked.length === 0) return;
  throw notOffered(asked.map((path) => ({ path, code: 'not_offered', message: WAY_ON })));
}
