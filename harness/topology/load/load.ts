import { setTimeout as sleep } from 'node:timers/promises';
import { createRandom } from '../../chaos/program/random.ts';
import { SessionClient } from '../../chaos/program/session-client.ts';
import { SessionReader } from '../../chaos/program/session-reader.ts';
import type { ClientAnswer, JournalEntry, Transcript } from '../../chaos/oracle/evidence.ts';
import { ApiClient, type StreamFrame } from '../../dev/api-client.ts';
import type { Topology } from '../topology.ts';

export interface LoadOptions {
  /** Where clients call the API: the proxy, and the UI. Each session has one of them. */
  urls: readonly string[];
  sessions: number;
  /** How long the model thinks before its first token, in milliseconds. */
  thinkMs?: number;
  /** Sent with every request, such as a credential. */
  headers?: Record<string, string>;
}

/** A turn as its client saw it, in milliseconds since its first POST. */
export interface SeenTurn {
  text: string;
  firstTokenMs: number | null;
  endMs: number;
  /** The type of its terminal event. */
  end: string;
}

export interface Load {
  sessionIds: readonly string[];
  /** The turns that have ended so far, in the order of their ends. */
  turns: readonly SeenTurn[];
  journal: readonly JournalEntry[];
  answers: readonly ClientAnswer[];
  transcripts: readonly Transcript[];
  /** Resolves when so many more turns have ended. */
  untilTurns(count: number): Promise<void>;
  /** Posts nothing more and resolves when every posted turn has ended. Readers read on. */
  finish(): Promise<void>;
  /** Ends the readers. */
  stop(): Promise<void>;
}

/** Every text begins with it, so that the model's requests are found. */
export const TEXT_PREFIX = 's0-';
const ENDS: ReadonlySet<string> = new Set(['turn.completed', 'turn.failed', 'turn.canceled']);
const WORDS = 12;
const MOST_TRIES = 20;
/** Longer than any drill keeps the cluster away. */
const RETRY_FOR_MS = 180_000;

interface Watched {
  text: string;
  startedAt: number;
  firstTokenMs: number | null;
  ended: PromiseWithResolvers<void>;
}

/** Sessions that each post one message after another and read their stream; a request without an answer, and a 5xx, are repeated. */
export async function startLoad({ urls, sessions, thinkMs = 300, headers = {} }: LoadOptions): Promise<Load> {
  const api = new ApiClient(urls, headers);
  const agent = await insist(() => api.createAgent({ capabilities: ['math'] }));
  const create = () => insist(() => api.json<{ id: string }>('POST', '/v1/sessions', { body: { agent_id: agent.id } }));
  const sessionIds = (await Promise.all(Array.from({ length: sessions }, create))).map(({ id }) => id);
  const journal: JournalEntry[] = [];
  const answers: ClientAnswer[] = [];
  const turns: SeenTurn[] = [];
  const waiting: { count: number; resolve(): void }[] = [];
  const leaving = new AbortController();
  const finishing = new AbortController();
  const onTurn = (turn: SeenTurn): void => {
    turns.push(turn);
    for (const waiter of waiting) if (turns.length >= waiter.count) waiter.resolve();
  };
  const lanes = sessionIds.map((sessionId, index) => {
    const url = urls[index % urls.length] ?? '';
    const watch: { current: Watched | null } = { current: null };
    const reader = new SessionReader({
      urls: [url],
      sessionId,
      name: `reader-${index}`,
      random: createRandom(index),
      stays: true,
      headers,
      onFrame: (frame) => lookAt(frame, watch, onTurn),
    });
    const client = new SessionClient({ urls: [url], sessionId, journal, answers, headers, retryForMs: RETRY_FOR_MS });
    const reading = reader.run(leaving.signal);
    const posting = async (): Promise<void> => {
      for (let nth = 0; !finishing.signal.aborted; nth += 1) {
        const text = `${TEXT_PREFIX}${index}-m${nth} [[sim:delay ${thinkMs}]][[sim:words ${WORDS}]]`;
        const ended = Promise.withResolvers<void>();
        watch.current = { text, startedAt: performance.now(), firstTokenMs: null, ended };
        await client.run([{ kind: 'post', text, key: `${sessionId}-${nth}`, policy: 'queue', clients: 1 }]);
        await ended.promise;
      }
    };
    return { reader, reading, posting: posting() };
  });
  return {
    sessionIds,
    turns,
    journal,
    answers,
    transcripts: lanes.map(({ reader }) => reader.transcript),
    untilTurns: (count) =>
      new Promise((resolve) => waiting.push({ count: turns.length + count, resolve: () => resolve() })),
    async finish() {
      finishing.abort();
      await Promise.all(lanes.map(({ posting }) => posting));
    },
    async stop() {
      leaving.abort();
      await Promise.all(lanes.map(({ reading }) => reading));
    },
  };
}

/** A busy machine answers a proxy's first looks at the control planes late. */
async function insist<T>(ask: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await ask();
    } catch (error) {
      if (tries === MOST_TRIES) throw error;
    }
    await sleep(500);
  }
}

function lookAt({ event }: StreamFrame, watch: { current: Watched | null }, onTurn: (turn: SeenTurn) => void): void {
  const watched = watch.current;
  if (watched === null) return;
  const ms = performance.now() - watched.startedAt;
  if (event === 'output.message.delta') watched.firstTokenMs ??= ms;
  if (!ENDS.has(event)) return;
  watch.current = null;
  onTurn({ text: watched.text, firstTokenMs: watched.firstTokenMs, endMs: ms, end: event });
  watched.ended.resolve();
}

/** A quarter of the sessions comes through the UI. */
export function listDoors({ proxyUrl, uiUrl }: Topology): string[] {
  return uiUrl === null ? [proxyUrl] : [proxyUrl, proxyUrl, proxyUrl, uiUrl];
}

export function toSeconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}

export function countStatuses({ journal }: Load): string {
  const byStatus = Map.groupBy(journal, ({ status }) => status ?? 'no answer');
  return [...byStatus].map(([status, entries]) => `${entries.length} × ${status}`).join(', ');
}
