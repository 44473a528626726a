import { setTimeout as sleep } from 'node:timers/promises';
import { omitUndefined } from '@everruns/kernel';
import type { ClientAnswer, JournalEntry } from '../oracle/evidence.ts';
import type { Step } from './program.ts';

export interface SessionClientDeps {
  urls: readonly string[];
  sessionId: string;
  journal: JournalEntry[];
  /** The answers to all requests except posts of messages. */
  answers: ClientAnswer[];
  /** How long a request is repeated. Default: 40 s. */
  retryForMs?: number;
  /** Sent with every request, such as a credential. */
  headers?: Record<string, string>;
  /** Ends the login at the server of tools, where programs have one. */
  signOut?(): void;
}

type Post = Extract<Step, { kind: 'post' }>;

const RETRY_FOR_MS = 40_000;
const TRY_TIMEOUT_MS = 8_000;

/** A careful client: it repeats a request without an answer, with the same key, at another replica. */
export class SessionClient {
  readonly #deps: SessionClientDeps;
  readonly #answered = new Set<string>();
  #next = 0;

  constructor(deps: SessionClientDeps) {
    this.#deps = deps;
  }

  async run(steps: readonly Step[]): Promise<void> {
    for (const step of steps) await this.#take(step);
  }

  async #take(step: Step): Promise<void> {
    switch (step.kind) {
      case 'pause':
        return sleep(step.ms);
      case 'post':
        await Promise.all(Array.from({ length: step.clients }, () => this.#post(step)));
        return;
      case 'cancel_session':
        await this.#insist('POST', '/cancel');
        return;
      case 'cancel_turn':
        return this.#cancelTurn();
      case 'drop_queued':
        return this.#dropQueued();
      case 'answer':
        return this.answerCalls();
      case 'sign_out':
        return this.#deps.signOut?.();
      case 'fork':
        return this.#fork(step);
    }
  }

  async #post({ text, key, policy, wait, giveUpAfterMs }: Post): Promise<void> {
    const body = JSON.stringify({ message: { content: [{ type: 'text', text }] }, busy_policy: policy });
    const headers = { 'idempotency-key': key };
    const giveUpAt = performance.now() + (this.#deps.retryForMs ?? RETRY_FOR_MS);
    for (let attempt = 0; performance.now() < giveUpAt; attempt += 1) {
      const timeoutMs = attempt === 0 && giveUpAfterMs !== undefined ? giveUpAfterMs : TRY_TIMEOUT_MS;
      const answer = await this.#send('POST', wait === undefined ? '/messages' : `/messages?wait=${wait}`, {
        body,
        headers,
        timeoutMs,
      });
      this.#deps.journal.push({
        session_id: this.#deps.sessionId,
        key,
        text,
        status: answer.status,
        body: answer.body,
        waited: wait !== undefined,
        at: Date.now(),
      });
      if (!isWorthRepeating(answer)) return;
      await sleep(100 + 100 * Math.random());
    }
  }

  /** The answers tell the oracle which forks there have to be. */
  async #fork({ text, key, giveUpAfterMs }: Extract<Step, { kind: 'fork' }>): Promise<void> {
    const body = JSON.stringify({ message: { content: [{ type: 'text', text }] } });
    const headers = { 'idempotency-key': key };
    const giveUpAt = performance.now() + (this.#deps.retryForMs ?? RETRY_FOR_MS);
    for (let attempt = 0; performance.now() < giveUpAt; attempt += 1) {
      const timeoutMs = attempt === 0 && giveUpAfterMs !== undefined ? giveUpAfterMs : TRY_TIMEOUT_MS;
      const answer = await this.#send('POST', '/fork', { body, headers, timeoutMs });
      this.#deps.answers.push({ session_id: this.#deps.sessionId, request: `POST /fork ${key}`, ...answer });
      if (!isWorthRepeating(answer)) return;
      await sleep(100);
    }
  }

  async #cancelTurn(): Promise<void> {
    const { status, body } = await this.#insist('GET', '/turns?limit=5');
    if (status !== 200) return;
    const { data }: { data: { id: string; status: string }[] } = JSON.parse(body);
    const running = data.find(({ status: now }) => now === 'running' || now === 'waiting');
    if (running !== undefined) await this.#insist('POST', `/turns/${running.id}/cancel`);
  }

  async #dropQueued(): Promise<void> {
    const { status, body } = await this.#insist('GET', '/queue');
    if (status !== 200) return;
    const { data }: { data: { id: string }[] } = JSON.parse(body);
    const last = data.at(-1);
    if (last !== undefined) await this.#insist('DELETE', `/queue/${last.id}`);
  }

  /** Answers the calls that wait for the client; a call that was answered or canceled meanwhile is refused. */
  async answerCalls(): Promise<void> {
    const { status, body } = await this.#insist('GET', '/events?types=tool.call_requested&limit=1000');
    if (status !== 200) return;
    const { data }: { data: { data: { tool_calls: { id: string }[] } }[] } = JSON.parse(body);
    for (const { id } of data.flatMap((event) => event.data.tool_calls)) {
      if (this.#answered.has(id)) continue;
      this.#answered.add(id);
      const results = { tool_results: [{ tool_call_id: id, result: 'blue' }] };
      await this.#insist('POST', '/tool-results', JSON.stringify(results));
    }
  }

  /** Repeats the request until there is an answer. */
  async #insist(method: string, path: string, body?: string): Promise<Answer> {
    const giveUpAt = performance.now() + RETRY_FOR_MS;
    for (;;) {
      const how = { timeoutMs: TRY_TIMEOUT_MS, ...omitUndefined({ body }) };
      const answer = await this.#send(method, path, how);
      this.#deps.answers.push({ session_id: this.#deps.sessionId, request: `${method} ${path}`, ...answer });
      if (!isWorthRepeating(answer) || performance.now() > giveUpAt) return answer;
      await sleep(100);
    }
  }

  async #send(
    method: string,
    path: string,
    how: { body?: string; headers?: Record<string, string>; timeoutMs: number },
  ): Promise<Answer> {
    this.#next += 1;
    const { urls, sessionId } = this.#deps;
    const url = `${urls[this.#next % urls.length]}/v1/sessions/${sessionId}${path}`;
    try {
      const response = await fetch(url, {
        method,
        headers: {
          ...this.#deps.headers,
          ...(how.body === undefined ? {} : { 'content-type': 'application/json' }),
          ...how.headers,
        },
        ...omitUndefined({ body: how.body }),
        signal: AbortSignal.timeout(how.timeoutMs),
      });
      const body = await response.text();
      return isOfProxy(response) ? { status: null, body } : { status: response.status, body };
    } catch {
      return { status: null, body: '' };
    }
  }
}

interface Answer {
  status: number | null;
  body: string;
}

/** What a proxy says itself, when the replica behind it was killed: the platform has not answered. */
function isOfProxy({ status, headers }: Response): boolean {
  return (status === 502 || status === 504) && !headers.has('x-request-id');
}

function isWorthRepeating({ status, body }: Answer): boolean {
  if (status === null || status >= 500) return true;
  return status === 409 && body.includes('idempotency_in_progress');
}
