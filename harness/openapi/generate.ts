import path from 'node:path';
import { createServedDocument } from '@everruns/control-plane/testing';
import openapiTS, { astToString } from 'openapi-typescript';
import { createEventSchemas } from './event-schemas.ts';
import { createFrameSchemas } from './frame-schemas.ts';

const root = path.resolve(import.meta.dirname, '../..');
/** The version that the document of a development tree carries. */
const VERSION = '0.1.0';
/** Copies of session routes: the SDK calls the originals. */
const NESTED = '/v1/agents/{agent_id}/sessions';

export interface GeneratedFile {
  /** Absolute. */
  file: string;
  text: string;
}

/** The committed OpenAPI document and the SDK's types, as they must be for the routes of this tree. */
export async function generateFiles(): Promise<GeneratedFile[]> {
  const text = `${JSON.stringify(createServedDocument(VERSION), null, 2)}\n`;
  return [
    { file: path.join(root, 'apps/docs/openapi.json'), text },
    { file: path.join(root, 'packages/sdk/src/gen/openapi.ts'), text: await generateTypes(text) },
  ];
}

async function generateTypes(document: string): Promise<string> {
  // The document that `createServedDocument` made.
  const { paths, components, ...rest } = JSON.parse(document) as Record<'paths' | 'components', Record<string, object>>;
  const own = Object.entries(paths).filter(([route]) => !route.startsWith(NESTED));
  const schemas = { ...components['schemas'], ...createEventSchemas(), ...createFrameSchemas() };
  const nodes = await openapiTS(JSON.stringify({ ...rest, paths: Object.fromEntries(own), components: { schemas } }), {
    alphabetize: true,
    defaultNonNullable: false,
  });
  return `// Generated from apps/docs/openapi.json, the catalog of events and the frames of the WebSocket by harness/openapi/main.ts. Do not edit.\n${mend(astToString(nodes))}`;
}

/** Nothing needs the two empty exports. */
function mend(types: string): string {
  return types.replaceAll(/^export type (?:webhooks|\$defs) = .*\n/gm, '');
}
