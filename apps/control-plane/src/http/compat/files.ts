import { z } from 'zod';
import type { Route } from '../route.ts';
import { assertNothing } from './agents.ts';
import type { DoorDeps } from './our-routes.ts';
import { translateRoute, type DoorInput, type Translation } from './translate-route.ts';
import { type Fields, toFields, withoutNulls } from './fields.ts';

/** The files of a session. Actions come first, as in our own routes, because the router takes the first route that matches. */
export function fileDoor({ our }: DoorDeps): Route[] {
  const written: Translation = { request: (_input, { body }) => ({ body: withoutNulls(body) }), answer: withContent };
  return [
    translateRoute(our('stat_file'), {}),
    translateRoute(our('move_file'), {}),
    translateRoute(our('copy_file'), { status: 201 }),
    translateRoute(our('grep_files'), { request: (_input, { body }) => ({ body: withoutNulls(body) }) }),
    translateRoute(our('list_files'), {}),
    translateRoute(our('get_file'), {}),
    translateRoute(our('create_file'), written),
    translateRoute(our('update_file'), {
      answer: withContent,
      request: (_input, { body }) => {
        assertNothing(body, 'expected_content', 'is not offered here; send the ETag of the file in If-Match');
        const { expected_content: _content, expected_encoding: _encoding, ...rest } = body;
        return { body: withoutNulls(rest) };
      },
    }),
    translateRoute(our('delete_file'), {}),
  ];
}

const Written = z.looseObject({ content: z.string(), encoding: z.string().nullish() });

/** The original returns a written file with its content, which is what the client sent. */
function withContent(value: unknown, input: DoorInput): Fields {
  const file = toFields(value);
  const sent = Written.safeParse(input.body).data;
  if (sent === undefined || file['is_directory'] === true) return file;
  return { ...file, content: sent.content, encoding: sent.encoding ?? 'text' };
}
