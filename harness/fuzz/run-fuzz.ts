import { omitUndefined } from '@everruns/kernel';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { LlmModel, Page } from '@everruns/schemas';
import fc from 'fast-check';
import { listOperations, loadDocument } from '../e2e/operations.ts';
import { RawClient } from '../e2e/raw-client.ts';
import { ApiClient } from '../dev/api-client.ts';
import { createKeyCaller, OPEN_CALLER } from './fuzz-world.ts';
import { requestsOf, type FuzzedRequest } from './generate-requests.ts';
import { createJudge, judgeAtDoor, type JudgeAnswer } from './judge-answer.ts';

export interface FuzzOptions {
  url: string;
  requests: number;
  /** Every round uses the next seed, so that few requests with `--seed` of that round reproduce a fault. */
  seed: number;
  /** The process whose memory is measured. */
  pid: number;
  /** The mode of the platform; for `full` the requests have an API key. */
  authMode?: 'none' | 'full';
  /** Sends the same requests below this path, which is that of the API compatible with the original's clients. */
  base?: string;
  /** The operation to call; all of `/v1` if absent. */
  only?: string;
  /** A later answer is a fault. Default: a minute, because tests run beside others. */
  timeoutMs?: number;
  onRound?(report: FuzzReport): void;
}

export interface FuzzReport {
  requests: number;
  faults: string[];
  statuses: Map<number, number>;
  /** The number of 2xx answers of every operation. */
  successes: Map<string, number>;
  slowestMs: number;
  /** Resident memory after each round, in MB. */
  memory: number[];
}

/** So small that the changes of a round do not use up its worlds. */
const ROUND = 200;
const WORLDS = 3;
const CLIENTS = 12;
const MAX_FAULTS = 50;

/** Calls every operation in the OpenAPI document of the running platform, in rounds with fresh worlds. */
export async function runFuzz(options: FuzzOptions): Promise<FuzzReport> {
  const clientWith = (headers: Record<string, string>) => new ApiClient([options.url], headers);
  const caller = options.authMode === 'full' ? await createKeyCaller(clientWith({}), clientWith) : OPEN_CALLER;
  const api = clientWith(caller.headers);
  const document = await loadDocument(api);
  const operations = listOperations(document).filter(
    ({ path, operationId }) => path.startsWith('/v1/') && (options.only ?? operationId) === operationId,
  );
  const judge = options.base === undefined ? createJudge(document) : judgeAtDoor;
  // The requests may change the default model, so it is set explicitly.
  const models = await api.json<Page<LlmModel>>('GET', '/v1/llm-models?limit=100');
  const agent = { default_model_id: models.data.find(({ is_default }) => is_default)?.id ?? '' };
  const report: FuzzReport = {
    requests: 0,
    faults: [],
    statuses: new Map(),
    successes: new Map(operations.map(({ operationId }) => [operationId, 0])),
    slowestMs: 0,
    memory: [],
  };
  await using client = new RawClient(options.url, omitUndefined({ timeoutMs: options.timeoutMs }));
  for (let round = 0; report.requests < options.requests && report.faults.length < MAX_FAULTS; round += 1) {
    const worlds = await Promise.all(Array.from({ length: WORLDS }, () => caller.makeWorld(api, agent)));
    const seed = options.seed + round;
    const numRuns = Math.min(ROUND, options.requests - report.requests);
    const requests = fc.sample(requestsOf(operations, document, worlds), { numRuns, seed });
    const context = { client, judge, report, seed, headers: caller.headers, base: options.base ?? '' };
    const waiting = requests.values();
    await Promise.all(Array.from({ length: CLIENTS }, () => askAll(waiting, context)));
    // The hanging turns of a round would otherwise run on during the next rounds.
    for (const { session_id } of worlds) await api.fetch('POST', `/v1/sessions/${session_id}/cancel`);
    report.memory.push(await residentMegabytes(options.pid));
    options.onRound?.(report);
  }
  return report;
}

interface Round {
  client: RawClient;
  judge: JudgeAnswer;
  report: FuzzReport;
  seed: number;
  headers: Record<string, string>;
  base: string;
}

async function askAll(
  requests: Iterable<FuzzedRequest>,
  { client, judge, report, seed, headers: ofCaller, base }: Round,
): Promise<void> {
  for (const fuzzed of requests) {
    const { method, headers, body } = fuzzed.request;
    const path = base + fuzzed.request.path;
    const begun = performance.now();
    const fault = await client
      .send({ ...fuzzed.request, path, headers: { ...ofCaller, ...headers } })
      .then((answer) => {
        count(report.statuses, answer.status);
        if (answer.status < 300) count(report.successes, fuzzed.operation.operationId);
        return judge(fuzzed, answer);
      }, String);
    report.requests += 1;
    report.slowestMs = Math.max(report.slowestMs, performance.now() - begun);
    if (fault === null) continue;
    const asked = `${method} ${path.slice(0, 500)} ${JSON.stringify(headers)} ${String(body ?? '').slice(0, 500)}`;
    report.faults.push(`${fuzzed.operation.operationId} (seed ${seed}): ${fault}\n    ${asked}`);
  }
}

function count<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

async function residentMegabytes(pid: number): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)]);
  return Math.round(Number(stdout.trim()) / 1024);
}
