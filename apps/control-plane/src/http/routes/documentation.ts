import { readFile } from 'node:fs/promises';
import { EverrunsError } from '@everruns/schemas';
import { z } from 'zod';
import { createOpenApiDocument } from '../openapi.ts';
import { defineRoute, type Route } from '../route.ts';

const ASSETS = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'favicon-32x32.png': 'image/png',
} as const;
const STARTER = `SwaggerUIBundle({ url: '/api-doc/openapi.json', dom_id: '#swagger-ui', deepLinking: true, validatorUrl: null });`;
const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Everruns API</title>
<link rel="stylesheet" href="swagger-ui.css">
<link rel="icon" type="image/png" href="favicon-32x32.png">
</head>
<body>
<div id="swagger-ui"></div>
<script src="swagger-ui-bundle.js"></script>
<script src="start.js"></script>
</body>
</html>
`;
// Swagger UI sets style attributes and inlines its icons. Nothing else is allowed, and nothing is loaded from other sites.
const PAGE_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Addresses that people type, and the pages that they mean. */
const MEANT = [
  { path: '/', operationId: 'open_documentation', leadsTo: '/docs' },
  { path: '/swagger-ui', operationId: 'open_swagger_ui', leadsTo: '/swagger-ui/' },
] as const;

/** Serves the OpenAPI document of `routes`, without the routes here, and a page to browse it. */
export function documentationRoutes(routes: readonly Route[], version: string): Route[] {
  let document: string | undefined;
  // The document is built for the first request, because it takes a tenth of a second that a start should not wait for.
  const makeDocument = () => (document ??= JSON.stringify(createOpenApiDocument(routes, version)));
  const base = { method: 'get', tag: 'documentation', auth: 'public', scopes: [] } as const;
  return [
    defineRoute({
      ...base,
      path: '/api-doc/openapi.json',
      operationId: 'get_openapi_document',
      summary: 'This API as OpenAPI 3.1',
      responses: [{ kind: 'raw', status: 200, description: 'The document', mediaType: 'application/json' }],
      errors: [],
      handler: () => new Response(makeDocument(), { headers: { 'Content-Type': 'application/json' } }),
    }),
    defineRoute({
      ...base,
      path: '/swagger-ui/',
      operationId: 'get_swagger_ui',
      summary: 'Browse this API',
      responses: [{ kind: 'raw', status: 200, description: 'The page', mediaType: 'text/html' }],
      errors: [],
      handler: () => page(PAGE, 'text/html; charset=utf-8'),
    }),
    defineRoute({
      ...base,
      path: '/swagger-ui/{asset}',
      operationId: 'get_swagger_ui_asset',
      summary: 'Get a file of the documentation page',
      params: z.strictObject({ asset: z.string() }),
      responses: [{ kind: 'raw', status: 200, description: 'A file', mediaType: 'application/octet-stream' }],
      errors: ['not_found'],
      handler: ({ params }) =>
        params.asset === 'start.js' ? page(STARTER, ASSETS['swagger-ui-bundle.js']) : asset(params.asset),
    }),
    ...MEANT.map(({ leadsTo, ...at }) =>
      defineRoute({
        ...base,
        ...at,
        summary: `Go to ${leadsTo}`,
        responses: [{ kind: 'redirect', status: 302, description: 'Where the page is' }],
        errors: [],
        handler: () => new Response(null, { status: 302, headers: { Location: leadsTo } }),
      }),
    ),
  ];
}

async function asset(name: string): Promise<Response> {
  const mediaType = Object.entries(ASSETS).find(([file]) => file === name)?.[1];
  if (mediaType === undefined) throw new EverrunsError('not_found', 'There is nothing at this address.');
  return page(await readFile(new URL(name, import.meta.resolve('swagger-ui-dist/package.json'))), mediaType);
}

function page(body: string | Uint8Array<ArrayBuffer>, mediaType: string): Response {
  return new Response(body, { headers: { 'Content-Type': mediaType, 'Content-Security-Policy': PAGE_POLICY } });
}
