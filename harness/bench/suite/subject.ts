import { randomBytes } from 'node:crypto';
import { migrate } from '@everruns/control-plane';
import pg from 'pg';
import { StackProcess } from '../../dev/child-process.ts';
import type { TestPostgres } from '../../dev/postgres.ts';
import { requestJson } from '../load/request-json.ts';
import type { WireFormat } from '../load/wire-answers.ts';

const POOL_SIZE = '20';
/** The tool that every turn of the benchmarks calls. */
const AGENT = { name: 'bench', system_prompt: 'You add numbers.', capabilities: ['math'] };

const MODEL = 'llmsim-instant';
/** All processes use one key, because several may share a database. */
const KEY = `kek-v1:${randomBytes(32).toString('base64')}`;

/** A server under load, with a database of its own on the shared PostgreSQL. */
export interface Subject {
  url: string;
  databaseUrl: string;
  /** Empty for a floor. */
  agentId: string;
  pid: number;
  /** Returns what it has printed. */
  output: () => string;
  /** Sends SIGTERM unless another signal is given. */
  kill(signal?: NodeJS.Signals): Promise<void>;
}

const entry = (name: string): URL => new URL(`../process/${name}.ts`, import.meta.url);

export async function startFloorSubject(
  postgres: Pick<TestPostgres, 'url'>,
  name: 'floor' | 'floor-dist' | 'peer-dbos' | 'peer-agents',
  floorEnv: Record<string, string> = {},
): Promise<Subject> {
  const databaseUrl = await createDatabase(postgres);
  const env = { DATABASE_URL: databaseUrl, DATABASE_POOL_SIZE: POOL_SIZE, ...floorEnv };
  return start(new StackProcess({ name, entry: entry(name), env }), databaseUrl, async () => '');
}

export async function startProductSubject(
  postgres: Pick<TestPostgres, 'url'>,
  options: ProductOptions,
): Promise<Subject> {
  const databaseUrl = options.databaseUrl ?? (await createProductDatabase(postgres));
  const env = {
    DATABASE_URL: databaseUrl,
    DATABASE_POOL_SIZE: POOL_SIZE,
    HTTP_ADDR: '127.0.0.1:0',
    GRPC_ADDR: '127.0.0.1:0',
    SECRETS_ENCRYPTION_KEY: KEY,
    WORKER_GRPC_TOKEN: randomBytes(24).toString('base64url'),
    ...options.env,
  };
  return start(new StackProcess({ name: options.name, entry: entry(options.name), env }), databaseUrl, async (url) =>
    options.isAgentLeftOut === true ? '' : createAgent(url, options),
  );
}

export interface ProductOptions {
  name: 'product' | 'product-dist';
  env?: Record<string, string>;
  /** The URL of a migrated database; without it an empty one is created. */
  databaseUrl?: string;
  /** The capabilities of its agent besides `math`; `bench_wait` by default. */
  capabilities?: string[];
  /** The address of the server that is the agent's model. */
  modelUrl?: string;
  wireFormat?: WireFormat;
  /** Set if nobody may create an agent without a credential. */
  isAgentLeftOut?: boolean;
}

/** Creates an empty database with the product's schema. */
export async function createProductDatabase(postgres: Pick<TestPostgres, 'url'>): Promise<string> {
  const url = await createDatabase(postgres);
  await migrate({ url });
  return url;
}

async function start(
  process: StackProcess,
  databaseUrl: string,
  makeAgent: (url: string) => Promise<string>,
): Promise<Subject> {
  const { httpUrl = '' } = await process.start();
  try {
    return {
      url: httpUrl,
      databaseUrl,
      agentId: await makeAgent(httpUrl),
      pid: process.pid,
      output: () => process.output(),
      kill: (signal = 'SIGTERM') => process.kill(signal),
    };
  } catch (error) {
    await process.kill();
    throw error;
  }
}

export interface AgentOptions {
  /** The agent's capabilities besides `math`. */
  capabilities?: readonly string[] | undefined;
  /** The URL of a model server; by default the simulated model without latency. */
  modelUrl?: string | undefined;
  /** The wire format of that server; Chat Completions by default. */
  wireFormat?: WireFormat | undefined;
}

interface ModelItem {
  id: string;
  model_id: string;
  provider_id: string;
}

/** Creates an agent with one tool. */
export async function createAgent(url: string, options: AgentOptions = {}): Promise<string> {
  const { capabilities = [], modelUrl, wireFormat = 'chat' } = options;
  const provider = modelUrl === undefined ? await findSimulator(url) : await createProvider(url, modelUrl, wireFormat);
  const known = await requestJson<{ data: ModelItem[] }>(`${url}/v1/llm-models?limit=100`);
  const isWanted = ({ model_id, provider_id }: ModelItem) => model_id === MODEL && provider_id === provider;
  const path = `${url}/v1/llm-providers/${provider}/models`;
  const model = known.data.find(isWanted) ?? (await requestJson<{ id: string }>(path, { model_id: MODEL }));
  const agent = { ...AGENT, capabilities: [...AGENT.capabilities, ...capabilities], default_model_id: model.id };
  return (await requestJson<{ id: string }>(`${url}/v1/agents`, agent)).id;
}

async function findSimulator(url: string): Promise<string> {
  const { data } = await requestJson<{ data: { id: string; provider_type: string }[] }>(`${url}/v1/llm-providers`);
  const simulator = data.find(({ provider_type }) => provider_type === 'llmsim');
  if (simulator === undefined) throw new Error(`${url} has no simulated provider`);
  return simulator.id;
}

const PROVIDER_TYPES: Record<WireFormat, string> = {
  chat: 'openai_compatible',
  responses: 'openai',
  anthropic: 'anthropic',
};

async function createProvider(url: string, modelUrl: string, wireFormat: WireFormat): Promise<string> {
  const provider = {
    name: 'bench',
    provider_type: PROVIDER_TYPES[wireFormat],
    base_url: wireFormat === 'anthropic' ? modelUrl : `${modelUrl}/v1`,
    api_key: 'sk-bench',
  };
  return (await requestJson<{ id: string }>(`${url}/v1/llm-providers`, provider)).id;
}

/** Creates an empty database on the shared server. */
export async function createDatabase(postgres: Pick<TestPostgres, 'url'>): Promise<string> {
  const name = `bench_${randomBytes(6).toString('hex')}`;
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  const url = new URL(postgres.url);
  url.pathname = `/${name}`;
  return url.href;
}
