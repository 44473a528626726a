import { z } from 'zod';
import type { Route } from '../route.ts';
import { assertNothing } from './agents.ts';
import type { DoorDeps } from './our-routes.ts';
import { translateRoute, type DoorInput, type Translation } from './translate-route.ts';
import { type Fields, toFields, withoutNulls } from './fields.ts';

/** The files of a session. Actions come first, as in our own routes, because the router takes the first route that matches. */
export function fileDoor({ our }: DoorDeps): Route[] {
  const written: Translation = {
    request: (input, { body }) => ({ ...atPath(input), body: withoutNulls(body) }),
    answer: withContent,
  };
  const read: Translation = { request: (input, { query }) => ({ ...atPath(input), query }) };
  return [
    translateRoute(our('stat_file'), {}),
    translateRoute(our('move_file'), {}),
    translateRoute(our('copy_file'), { status: 201 }),
    translateRoute(our('grep_files'), { request: (_input, { body }) => ({ body: withoutNulls(body) }) }),
    translateRoute(our('list_files'), {}),
    translateRoute(our('get_file'), read),
    translateRoute(our('create_file'), written),
    translateRoute(our('update_file'), {
      answer: withContent,
      request: (input, { body }) => {
        assertNothing(body, 'expected_content', 'is not offered here; send the ETag of the file in If-Match');
        const { expected_content: _content, expected_encoding: _encoding, ...rest } = body;
        return { ...atPath(input), body: withoutNulls(rest) };
      },
    }),
    translateRoute(our('delete_file'), read),
  ];
}

/** The newer CLI puts a path with its leading slash behind `fs/`, which makes two slashes. */
function atPath({ params }: DoorInput): { params: Fields } {
  const given = toFields(params);
  return { params: { ...given, path: String(given['path']).replace(/^\/+/, '') } };
}

const Written = z.looseObject({ content: z.string(), encoding: z.string().nullish() });

/** The original returns a written file with its content, which is what the client sent. */
function withContent(value: unknown, input: DoorInput): Fields {
  const file = toFields(value);
  const sent = Written.safeParse(input.body).data;
  if (sent === undefined || file['is_directory'] === true) return file;
  return { ...file, content: sent.content, encoding: sent.encoding ?? 'text' };
}
