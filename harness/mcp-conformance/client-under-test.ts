/**
 * The client that the conformance suite tests: the product's own (`packages/mcp` over `packages/egress`), which lists the tools of the server
 * at the url in the last argument and calls each as a turn would.
 */
import { createGuardedFetch } from '@everruns/egress';
import { systemClock } from '@everruns/kernel';
import { McpPool, toSafeTools } from '@everruns/mcp';
import type { JsonObject, JsonValue } from '@everruns/schemas';

const url = process.argv.at(-1) ?? '';
const openFetch = createGuardedFetch({
  allowCidrs: ['127.0.0.0/8'],
  allowedOrigins: [],
  log: { warn: () => undefined },
  clock: systemClock,
});
const pool = new McpPool(systemClock);
const server = { key: url, url, fetch: openFetch({ purpose: 'tool', timeoutMs: 60_000 }) };
const signal = AbortSignal.timeout(30_000);
try {
  const { items } = await pool.use(server, (client) => client.list('tools'));
  const wanted = readContext();
  for (const tool of toSafeTools('server', items)) {
    const given = wanted.filter(({ name }) => name === tool.remote_name).map((one) => one.arguments);
    const samples = given.length > 0 ? given : [sampleOf(tool.header_schema ?? tool.parameters, items)];
    for (const args of samples) {
      const options = { signal, inputSchema: tool.header_schema };
      await pool.use(server, (client) => client.callTool(tool.remote_name, args, options)).catch(() => undefined);
    }
  }
} finally {
  await pool.close();
  await openFetch.close();
}

/** The calls that the scenario asks for, if it names some. */
function readContext(): { name: string; arguments: JsonObject }[] {
  const { MCP_CONFORMANCE_CONTEXT: text = '{}' } = process.env;
  const { toolCalls = [] } = JSON.parse(text) as { toolCalls?: { name: string; arguments: JsonObject }[] };
  return toolCalls;
}

/** Arguments that fit a schema of an object. A schema that is asked for is that of the first tool, as the server gave it. */
function sampleOf({ properties }: JsonObject, items: readonly JsonObject[]): JsonObject {
  const members = typeof properties === 'object' && properties !== null && !Array.isArray(properties) ? properties : {};
  const entries = Object.entries(members).map(([name, schema]) => [name, valueOf(schema)]);
  return {
    ...Object.fromEntries(entries),
    ...('schema' in members ? { schema: items[0]?.['inputSchema'] ?? {} } : {}),
  };
}

function valueOf(schema: JsonValue): JsonValue {
  const type = typeof schema === 'object' && schema !== null && !Array.isArray(schema) ? schema['type'] : undefined;
  if (type === 'number' || type === 'integer') return 2;
  if (type === 'boolean') return true;
  if (type === 'array') return [];
  return type === 'object' ? {} : 'text';
}
