import { RegisteredScenario, type ScenarioEngine } from '@everruns/llmsim';
import { z } from 'zod';
import type { EffectsLedger } from './effects-ledger.ts';
import { readHeader, readJsonObject, sendJson, type HttpExchange } from './http-exchange.ts';
import type { LoggedRequest, RequestLog } from './request-log.ts';

export interface ControlRoutesDeps {
  engine: ScenarioEngine;
  log: RequestLog;
  effects: EffectsLedger;
  now: () => number;
  reset: () => void;
}

/** Answers requests for `/_sim/…`; returns false for any other path. */
export async function answerControlRoute(exchange: HttpExchange, deps: ControlRoutesDeps): Promise<boolean> {
  const { request, response, path } = exchange;
  const [root, resource = '', id] = path.split('/').slice(1);
  if (root !== '_sim') return false;
  switch (`${request.method ?? ''} ${resource}`) {
    case 'GET health':
      sendJson(response, { status: 'ok' });
      break;
    case 'POST reset':
      deps.reset();
      sendJson(response, {});
      break;
    case 'POST scenarios':
      await registerScenario(exchange, deps.engine);
      break;
    case 'GET requests':
      if (id === undefined) sendRequests(exchange, deps.log);
      else sendRequest(exchange, deps.log, Number(id));
      break;
    case 'GET effects':
      sendJson(response, { effects: deps.effects.list(id).map((effect) => ({ ...effect })) });
      break;
    case 'POST effects':
      await recordEffect(exchange, deps, id ?? '');
      break;
    default:
      sendJson(response, { error: `there is no ${request.method ?? ''} ${path}` }, 404);
  }
  return true;
}

async function registerScenario({ request, response }: HttpExchange, engine: ScenarioEngine): Promise<void> {
  const scenario = RegisteredScenario.safeParse(await readJsonObject(request));
  if (!scenario.success) return sendJson(response, { error: z.prettifyError(scenario.error) }, 400);
  engine.register(scenario.data);
  sendJson(response, {}, 201);
}

/** Sends one line of JSON for each request. Every query parameter is a field that must have that value. */
function sendRequests({ response, query }: HttpExchange, log: RequestLog): void {
  const wanted = [...query];
  const isWanted = (entry: LoggedRequest) => {
    const fields = new Map(Object.entries(entry).map(([name, value]) => [name, String(value)]));
    return wanted.every(([name, value]) => fields.get(name) === value);
  };
  const lines = log
    .list()
    .filter(isWanted)
    .map((entry) => `${JSON.stringify(entry)}\n`);
  response.writeHead(200, { 'content-type': 'application/x-ndjson' }).end(lines.join(''));
}

function sendRequest({ response }: HttpExchange, log: RequestLog, id: number): void {
  const entry = log.list().find((candidate) => candidate.id === id);
  if (entry === undefined) return sendJson(response, { error: `there is no request ${id}` }, 404);
  sendJson(response, { ...entry, ...log.getExchange(id) });
}

async function recordEffect({ request, response }: HttpExchange, deps: ControlRoutesDeps, name: string): Promise<void> {
  const body = await readJsonObject(request);
  const callId = readHeader(request, 'x-call-id') ?? body?.call_id;
  deps.effects.add({
    name,
    idempotency_key: readHeader(request, 'idempotency-key'),
    call_id: typeof callId === 'string' ? callId : null,
    at: deps.now(),
    body,
  });
  sendJson(response, { count: deps.effects.list(name).length }, 201);
}
