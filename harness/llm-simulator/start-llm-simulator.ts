import type { JsonObject } from '@everruns/schemas';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createScenarioEngine, type RegisteredScenarioInput } from '@everruns/llmsim';
import { answerControlRoute } from './control-routes.ts';
import { createEffectsLedger, type LoggedEffect } from './effects-ledger.ts';
import { sendJson } from './http-exchange.ts';
import { answerModelRoute } from './model-routes.ts';
import { createRequestLog, type LoggedRequest } from './request-log.ts';

export interface LlmSimulatorOptions {
  /** The default is any free port of 127.0.0.1. */
  port?: number;
  seed?: string;
  /** Returns Unix milliseconds. */
  now?: () => number;
}

export interface LlmSimulator {
  /** `http://127.0.0.1:PORT`, the base URL for Anthropic; OpenAI's base URL is this with `/v1`. */
  url: string;
  /** Returns every model call since the start or the last reset, oldest first. */
  requests(): LoggedRequest[];
  /** Returns the JSON body of one of the last 500 calls. */
  bodyOf(request: LoggedRequest): JsonObject | undefined;
  effects(name?: string): LoggedEffect[];
  /** Adds a scenario, which answers all calls that it matches (every call where `match` is `{}`). */
  script(scenario: RegisteredScenarioInput): void;
  /** Deletes scenarios, attempts, requests and effects. */
  reset(): void;
  close(): Promise<void>;
}

/** Starts a model provider with the formats OpenAI Responses, OpenAI Chat Completions and Anthropic Messages. */
export async function startLlmSimulator(options: LlmSimulatorOptions = {}): Promise<LlmSimulator> {
  const engine = createScenarioEngine(options.seed === undefined ? {} : { seed: options.seed });
  const log = createRequestLog();
  const effects = createEffectsLedger();
  const reset = () => [engine, log, effects].forEach((part) => part.reset());
  const deps = { engine, log, effects, reset, now: options.now ?? Date.now };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://simulator');
    const exchange = { request, response, path: pathname, query: searchParams };
    if (await answerControlRoute(exchange, deps)) return;
    if (await answerModelRoute(exchange, deps)) return;
    sendJson(response, { error: { message: `there is no ${request.method ?? ''} ${pathname}` } }, 404);
  };
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.destroy(toError(error)));
  });
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${portOf(server.address())}`,
    requests: () => log.list(),
    bodyOf: ({ id }) => log.getExchange(id)?.body,
    effects: (name) => effects.list(name),
    script: (scenario) => engine.register(scenario),
    reset,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new TypeError('the simulator listens on TCP');
  return address.port;
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
