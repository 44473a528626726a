import { randomBytes } from 'node:crypto';
import { type ControlPlane, parseConfig, startControlPlane } from '@everruns/control-plane';
import type { WorkerService } from '@everruns/internal-protocol';
import { createLocalExecutor } from '@everruns/worker/local-executor';
import { createLogger } from '@everruns/log';
import { Agent } from 'undici';
import { SessionStream } from '../load/session-stream.ts';
import { BENCH_CATALOG, createBenchTools } from '../process/bench-tools.ts';
import { createAgent } from './subject.ts';

export interface ProductOptions {
  /** The URL of a migrated database. */
  databaseUrl: string;
  onStatement: (sql: string) => void;
  /** Wraps the service between the executor and the control plane. */
  watch?: (service: WorkerService) => WorkerService;
  /** Settings such as `TEMPORAL_ADDRESS`. */
  env?: Record<string, string>;
  /** The capabilities of its agent besides `math`; `bench_wait` by default. */
  capabilities?: readonly string[];
  /** The URL of a model server that speaks Chat Completions, for a second agent. */
  modelUrl?: string;
}

/** The product in this process, so that its statements can be observed. */
export interface ProductInProcess extends AsyncDisposable {
  controlPlane: ControlPlane;
  agentId: string;
  /** The agent whose model is behind HTTP; the first agent if there is no such model. */
  wireAgentId: string;
  /** Opens a session of the first agent unless another is named. */
  openSession(agentId?: string): Promise<OpenSession>;
}

export interface OpenSession {
  id: string;
  /** Posts a message and resolves when its turn has completed. */
  playTurn(text: string): Promise<void>;
  close(): void;
}

export async function startProductInProcess(options: ProductOptions): Promise<ProductInProcess> {
  const log = createLogger({ level: 'warn' });
  const { modelUrl } = options;
  const watch = options.watch ?? ((service) => service);
  const controlPlane = await startControlPlane({
    config: parseConfig({
      DATABASE_URL: options.databaseUrl,
      HTTP_ADDR: '127.0.0.1:0',
      GRPC_ADDR: '127.0.0.1:0',
      SECRETS_ENCRYPTION_KEY: `kek-v1:${randomBytes(32).toString('base64')}`,
      ...options.env,
    }),
    log,
    onStatement: options.onStatement,
    // The counts are of turns. Search has counts of its own.
    messageIndexDelayMs: 60 * 60_000,
    capabilities: BENCH_CATALOG,
    createExecutor: (service) =>
      createLocalExecutor({
        service: watch(service),
        log,
        egress: { allowCidrs: [], allowedOrigins: modelUrl === undefined ? [] : [modelUrl] },
        tools: createBenchTools(),
      }),
  });
  const url = controlPlane.httpUrl;
  const agentId = await createAgent(url, { capabilities: options.capabilities ?? ['bench_wait'] });
  const wireAgentId = modelUrl === undefined ? agentId : await createAgent(url, { modelUrl, wireFormat: 'chat' });
  const dispatcher = new Agent({ connections: 1_000 });
  return {
    controlPlane,
    agentId,
    wireAgentId,
    async openSession(wantedId = agentId) {
      const { id } = await post(`${url}/v1/sessions`, { agent_id: wantedId });
      const stream = await SessionStream.open(dispatcher, url, id);
      return {
        id,
        async playTurn(text) {
          const message = { content: [{ type: 'text', text }] };
          await Promise.all([
            stream.watchTurn(performance.now()),
            post(`${url}/v1/sessions/${id}/messages`, { message }),
          ]);
        },
        close: () => stream.close(),
      };
    },
    async [Symbol.asyncDispose]() {
      await dispatcher.destroy();
      await controlPlane.close(1_000);
    },
  };
}

async function post(url: string, body: unknown): Promise<{ id: string }> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`POST ${url}: ${response.status} ${await response.text()}`);
  return (await response.json()) as { id: string };
}
