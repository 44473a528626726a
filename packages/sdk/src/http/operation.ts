import type { paths } from '../gen/openapi.ts';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** The paths that have this method. */
export type PathFor<M extends Method> = {
  [P in keyof paths]: paths[P] extends Record<M, { responses: unknown }> ? P : never;
}[keyof paths];

export type Operation<M extends Method, P extends PathFor<M>> = paths[P] extends Record<M, infer Op> ? Op : never;

/** The input of an operation, according to the document. */
export type Given<Op> = PathOf<Op> & QueryOf<Op> & BodyOf<Op>;
type PathOf<Op> = Op extends { parameters: { path: infer Path } } ? { path: Path } : unknown;
type QueryOf<Op> = Op extends { parameters: { query?: infer Query } } ? { query?: Exclude<Query, undefined> } : unknown;
type BodyOf<Op> = Op extends { requestBody: { content: { 'application/json': infer Body } } }
  ? { body: Body }
  : unknown;

/** The answer of an operation, according to the document: JSON, or nothing. */
export type Answer<Op> = Op extends { responses: infer Responses }
  ? JsonOf<
      Responses extends { 201: infer Created }
        ? Created
        : Responses extends { 202: infer Accepted }
          ? Accepted
          : Responses extends { 200: infer Ok }
            ? Ok
            : never
    >
  : never;
type JsonOf<Response> = [Response] extends [never]
  ? undefined
  : Response extends { content: { 'application/json': infer Body } }
    ? Body
    : undefined;
