/**
 * The client that the conformance suite tests: the product's own (`packages/mcp` over `packages/egress`), which lists the tools of the server
 * at the url in the last argument and calls each as a turn would.
 */
import { createGuardedFetch } from '@everruns/egress';
import { systemClock } from '@everruns/kernel';
import { McpAsks, McpPool, toSafeTools, type McpClient, type OauthClient, type SafeTool } from '@everruns/mcp';
import type { CallInput, McpQuestion } from '@everruns/mcp/testing';
import type { JsonObject, JsonValue } from '@everruns/schemas';
import { createSignIn } from './sign-in.ts';

const url = process.argv.at(-1) ?? '';
const openFetch = createGuardedFetch({
  allowCidrs: ['127.0.0.0/8'],
  allowedOrigins: [],
  log: { warn: () => undefined },
  clock: systemClock,
});
const pool = new McpPool(systemClock);
const context = readContext();
const send = openFetch({ purpose: 'tool', timeoutMs: 60_000 });
const signIn = createSignIn({ serverUrl: url, fetch: send, client: context.client });
const use = <Value>(work: (client: McpClient) => Promise<Value>) =>
  signIn.run(() => pool.use({ key: `${url} ${signIn.key()}`, url, fetch: signIn.fetch }, work));
const signal = AbortSignal.timeout(30_000);
try {
  const { items } = await use((client) => client.list('tools'));
  for (const tool of toSafeTools('server', items)) {
    const given = context.calls.filter(({ name }) => name === tool.remote_name).map((one) => one.arguments);
    const samples = given.length > 0 ? given : [sampleOf(tool.header_schema ?? tool.parameters, items)];
    for (const args of samples) {
      await callAnswering(tool, args).catch(() => undefined);
    }
  }
} finally {
  await pool.close();
  await openFetch.close();
}

/** Calls a tool, and answers what its server asks as a person would who accepts what is suggested. */
async function callAnswering(tool: SafeTool, args: JsonObject): Promise<void> {
  let input: CallInput | undefined;
  for (let round = 0; round < 5; round += 1) {
    try {
      const answer = async (question: McpQuestion) => suggested(question);
      const options = { signal, inputSchema: tool.header_schema, input, answer };
      await use((client) => client.callTool(tool.remote_name, args, options));
      return;
    } catch (error) {
      if (!(error instanceof McpAsks)) throw error;
      const answers = error.questions.map((question) => ({ ...question, content: suggested(question) }));
      input = { request_state: error.requestState, answers };
    }
  }
}

/** The defaults of a form, and a value for what has none and is required. */
function suggested({ schema: { properties, required } }: McpQuestion): JsonObject {
  const names = Array.isArray(required) ? required : [];
  const members = typeof properties === 'object' && properties !== null && !Array.isArray(properties) ? properties : {};
  return Object.fromEntries(
    Object.entries(members).flatMap(([name, schema]) => {
      const isForm = typeof schema === 'object' && schema !== null && !Array.isArray(schema);
      if (isForm && schema['default'] !== undefined) return [[name, schema['default']]];
      return names.includes(name) ? [[name, valueOf(schema)]] : [];
    }),
  );
}

interface Context {
  calls: { name: string; arguments: JsonObject }[];
  client: OauthClient | undefined;
}

/** The calls that the scenario asks for and the client that it has registered, if it names some. */
function readContext(): Context {
  const { MCP_CONFORMANCE_CONTEXT: text = '{}' } = process.env;
  const given = JSON.parse(text) as { toolCalls?: Context['calls']; client_id?: string; client_secret?: string };
  const { toolCalls: calls = [], client_id, client_secret } = given;
  return { calls, client: client_id === undefined ? undefined : { client_id, client_secret } };
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
