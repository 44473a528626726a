import { setTimeout as sleep } from 'node:timers/promises';
import type { ClientAnswer, DecisionEntry } from '../oracle/evidence.ts';
import { signIn, type LoginPage, type Send } from './sign-in.ts';

export interface PeopleDeps {
  urls: readonly string[];
  sessionIds: readonly string[];
  decisions: DecisionEntry[];
  answers: ClientAnswer[];
  /** Makes a wait expire now. */
  expire(waitId: string): Promise<void>;
  /** Where they sign in at the server of tools. */
  page: LoginPage;
}

interface Asked {
  id: string;
  session_id: string;
  kind: string;
  request: { arguments: { label?: string }; connection?: { server_id: string } };
  /** The sessions from the root to the one that asks. */
  path: { session_id: string }[];
}

const LOOK_EVERY_MS = 150;
const TRY_TIMEOUT_MS = 8_000;
const LONGEST_THOUGHT_MS = 900;
const KINDS = 6;

/** People who decide what the sessions of one seed ask: some at once, some late, some twice at the same moment, and some never. */
export class People {
  readonly #deps: PeopleDeps;
  readonly #seen = new Set<string>();
  readonly #deciding: Promise<void>[] = [];
  #next = 0;

  constructor(deps: PeopleDeps) {
    this.#deps = deps;
  }

  /** Decides until the signal aborts, and then ends what it has begun. */
  async run(signal: AbortSignal): Promise<void> {
    const isOver = () => signal.aborted;
    while (!isOver()) {
      for (const asked of await this.#look()) {
        if (this.#seen.has(asked.id)) continue;
        this.#seen.add(asked.id);
        this.#deciding.push(this.#decide(asked, isOver));
      }
      await sleep(LOOK_EVERY_MS);
    }
    await Promise.all(this.#deciding);
  }

  async #look(): Promise<Asked[]> {
    const path = '/v1/approvals?status=open&limit=100';
    const { status, body } = await this.#send('GET', path);
    this.#deps.answers.push({ session_id: '', request: `GET ${path}`, status, body });
    if (status !== 200) return [];
    const { data }: { data: Asked[] } = JSON.parse(body);
    return data.filter(({ path: [root] }) => this.#deps.sessionIds.includes(root?.session_id ?? ''));
  }

  async #decide(asked: Asked, isOver: () => boolean): Promise<void> {
    const number = hash(asked.request.arguments.label ?? asked.id);
    await sleep(number % LONGEST_THOUGHT_MS);
    const { label } = asked.request.arguments;
    const yes = asked.kind === 'question' ? { decision: 'answer', answer: 'the red one' } : { decision: 'approve' };
    const no = { decision: 'deny', reason: 'not today' };
    const edited = label === undefined ? yes : { ...yes, edited_arguments: { label: `${label}e` } };
    const choices = [[yes], [yes], [no], [edited], [yes, no], null][number % KINDS];
    if (choices === null || choices === undefined) return this.#letExpire(asked.id, isOver);
    const { connection } = asked.request;
    // Nobody approves a login: they sign in, or do not want to.
    if (connection !== undefined && choices[0] !== no) return this.#signIn(asked, connection.server_id, isOver);
    await Promise.all(choices.map((choice, person) => this.#say(asked, choice, { person, isOver })));
  }

  async #signIn({ session_id }: Asked, serverId: string, isOver: () => boolean): Promise<void> {
    const send: Send = async (method, path, body) => {
      const answer = await this.#send(method, path, { body });
      this.#deps.answers.push({ session_id, request: `${method} ${path}`, ...answer });
      return answer;
    };
    while (!isOver() && !(await signIn(send, this.#deps.page, serverId))) await sleep(LOOK_EVERY_MS);
  }

  async #letExpire(id: string, isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      const isDone = await this.#deps.expire(id).then(
        () => true,
        () => false,
      );
      if (isDone) return;
      await sleep(LOOK_EVERY_MS);
    }
  }

  /** Repeats a decision until there is an answer, with the same key. */
  async #say(
    { id, session_id }: Asked,
    choice: { decision: string },
    { person, isOver }: { person: number; isOver: () => boolean },
  ): Promise<void> {
    const key = `decision-${id}-${person}`;
    while (!isOver()) {
      const { status, body } = await this.#send('POST', `/v1/approvals/${id}/resolve`, { body: choice, key });
      this.#deps.decisions.push({ session_id, wait_id: id, key, decision: choice.decision, status, body });
      this.#deps.answers.push({ session_id, request: `POST of decision ${key}`, status, body });
      const isOpen = status === null || status >= 500 || (status === 409 && body.includes('idempotency_in_progress'));
      if (!isOpen) return;
      await sleep(LOOK_EVERY_MS);
    }
  }

  async #send(
    method: string,
    path: string,
    sent?: { body: object; key?: string },
  ): Promise<{ status: number | null; body: string }> {
    const { urls } = this.#deps;
    this.#next += 1;
    const keyed = sent?.key === undefined ? {} : { 'idempotency-key': sent.key };
    const headers = sent === undefined ? {} : { 'content-type': 'application/json', ...keyed };
    const body = sent === undefined ? null : JSON.stringify(sent.body);
    try {
      const url = `${urls[this.#next % urls.length]}${path}`;
      const response = await fetch(url, { method, headers, body, signal: AbortSignal.timeout(TRY_TIMEOUT_MS) });
      return { status: response.status, body: await response.text() };
    } catch {
      return { status: null, body: '' };
    }
  }
}

function hash(text: string): number {
  let value = 0;
  for (const character of text) value = (value * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003;
  return value;
}
