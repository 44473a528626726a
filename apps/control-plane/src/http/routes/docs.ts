import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { serveDocs, type ServeDocs } from '../docs-site/docs-site.ts';
import { defineRoute, type Route } from '../route.ts';

const FOLDER = fileURLToPath(new URL('../../../../docs', import.meta.url));
const responses = [{ kind: 'raw', status: 200, description: 'A page or a file', mediaType: 'text/html' }] as const;

/** Serves the documentation of this version under `/docs`. */
export function docsRoutes(serve: ServeDocs = serveDocs(FOLDER)): Route[] {
  // The search appends a parameter to the addresses of its files.
  const base = { method: 'get', tag: 'documentation', auth: 'public', scopes: [], query: z.looseObject({}) } as const;
  return [
    defineRoute({
      ...base,
      path: '/docs',
      operationId: 'get_documentation',
      summary: 'Read the documentation',
      responses,
      errors: ['not_found'],
      handler: () => serve(''),
    }),
    defineRoute({
      ...base,
      path: '/docs/{path*}',
      operationId: 'get_documentation_file',
      summary: 'Read a page or a file of the documentation',
      params: z.strictObject({ path: z.string() }),
      responses,
      errors: ['not_found'],
      handler: ({ params }) => serve(params.path),
    }),
  ];
}
