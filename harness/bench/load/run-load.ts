import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, type Dispatcher } from 'undici';
import type { LoadResult, LoadSpec } from './load-spec.ts';
import { SessionStream } from './session-stream.ts';

/** Runs one round of load and returns the times of every turn. Throws at the first turn that does not complete. */
export async function runLoad(spec: LoadSpec): Promise<LoadResult> {
  const dispatcher = new Agent({ connections: 4 * spec.lanes, headersTimeout: 30_000 });
  const result: LoadResult = { firstEventMs: [], firstDeltaMs: [], turnMs: [], wholeMs: [], elapsedMs: 0 };
  const discarded: LoadResult = { firstEventMs: [], firstDeltaMs: [], turnMs: [], wholeMs: [], elapsedMs: 0 };
  try {
    const lanes = Array.from({ length: spec.lanes }, (_, number) => new Lane(spec, dispatcher, number));
    await Promise.all(lanes.map((lane) => lane.play(spec.warmUpTurns, discarded)));
    const startedAt = performance.now();
    await Promise.all(lanes.map((lane) => lane.play(spec.turnsPerLane, result)));
    result.elapsedMs = performance.now() - startedAt;
    for (const lane of lanes) lane.close();
    return result;
  } finally {
    await dispatcher.destroy();
  }
}

class Lane {
  readonly #spec: LoadSpec;
  readonly #dispatcher: Dispatcher;
  readonly #body: string;
  readonly #number: number;
  #session: { path: string; stream: SessionStream; turns: number } | null = null;

  constructor(spec: LoadSpec, dispatcher: Dispatcher, number: number) {
    this.#number = number;
    this.#spec = spec;
    this.#dispatcher = dispatcher;
    this.#body = JSON.stringify({ message: { content: [{ type: 'text', text: spec.text }] } });
  }

  async play(turns: number, result: LoadResult): Promise<void> {
    const { turnEveryMs = 0, lanes } = this.#spec;
    // Lanes begin at different moments.
    const firstAt = performance.now() + (this.#number / lanes) * turnEveryMs;
    for (let turn = 0; turn < turns; turn += 1) {
      if (turnEveryMs > 0) await sleep(Math.max(0, firstAt + turn * turnEveryMs - performance.now()));
      const openedAt = performance.now();
      const session = await this.#openSession();
      session.turns += 1;
      const startedAt = performance.now();
      const [times] = await Promise.all([session.stream.watchTurn(startedAt), this.#post(session.path, this.#body)]);
      result.firstEventMs.push(times.firstEventMs);
      result.firstDeltaMs.push(times.firstDeltaMs);
      result.turnMs.push(times.turnMs);
      if (session.turns === 1) result.wholeMs.push(startedAt - openedAt + times.turnMs);
    }
  }

  close(): void {
    this.#session?.stream.close();
  }

  async #openSession() {
    if (this.#session !== null && this.#session.turns < this.#spec.turnsPerSession) return this.#session;
    this.close();
    const { id } = await this.#post('/v1/sessions', JSON.stringify({ agent_id: this.#spec.agentId }));
    const stream = await SessionStream.open(this.#dispatcher, this.#spec.url, id);
    this.#session = { path: `/v1/sessions/${id}/messages`, stream, turns: 0 };
    return this.#session;
  }

  async #post(path: string, body: string): Promise<{ id: string }> {
    const { statusCode, body: answer } = await this.#dispatcher.request({
      origin: this.#spec.url,
      path,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    const text = await answer.text();
    if (statusCode !== 201) throw new Error(`POST ${path}: ${statusCode} ${text}`);
    return JSON.parse(text) as { id: string };
  }
}
