import { hash } from 'node:crypto';
import type { AskedRequest, Clock, HeadLog } from '@everruns/core';
import { BoundedMap, ExpiringCache, omitUndefined, onceFor } from '@everruns/kernel';
import { LIMITS } from '@everruns/schemas';
import type { ContentHash, EventDraft, GenerationHead, GenerationSettings, OrganizationId } from '@everruns/schemas';

const MAX_UNSENT = 1_000;
const MAX_UNSENT_CHARACTERS = 64_000_000;
const SENT = { maxEntries: 10_000, ttlMs: 24 * 60 * 60 * 1_000 };
/** An organization without room for a content is asked again after this time. */
const REFUSED = { maxEntries: 10_000, ttlMs: 60_000 };

/** An agent has the same prompt and tools in all its generations, and hashing them costs more than finding their hash. */
const HASHED = { maxEntries: 500, maxCharacters: 20_000 };

/** An agent has one list of tools in all its requests. */
const textOf = onceFor((tools: AskedRequest['request']['tools']): string => JSON.stringify(tools));

/** Stores contents by their hash. False: there is no room for them. */
export type StoreContents = (contents: string[]) => Promise<boolean>;

/**
 * What requests of this process held besides their messages, until the control plane has it. Each content is sent once a day, before the commit
 * of the first generation that names it.
 */
export class RequestHeads {
  /** The contents of a head: its own JSON, the system prompt and the tools. */
  readonly #unsent = new BoundedMap<string, readonly string[]>(MAX_UNSENT, (_key, contents) => this.#release(contents));
  #unsentCharacters = 0;
  readonly #sent: ExpiringCache<true>;
  readonly #refused: ExpiringCache<true>;
  readonly #hashes = new BoundedMap<string, ContentHash>(HASHED.maxEntries);

  constructor(clock: Pick<Clock, 'monotonic'>) {
    this.#sent = new ExpiringCache(clock, SENT);
    this.#refused = new ExpiringCache(clock, REFUSED);
  }

  /** Undefined: a control plane of an older release, which keeps no contents. */
  of(organizationId: OrganizationId | undefined): HeadLog {
    return { nameOf: (asked) => (organizationId === undefined ? undefined : this.#name(organizationId, asked)) };
  }

  #name(organizationId: OrganizationId, { request, model, purpose }: AskedRequest): ContentHash | undefined {
    const tools = textOf(request.tools);
    if (request.system.length + tools.length > LIMITS.contextBytes) return undefined;
    const settings: GenerationSettings = {
      purpose,
      provider: model.provider_type,
      model: request.model,
      ...omitUndefined({
        max_tokens: request.max_output_tokens,
        reasoning_effort: request.reasoning_effort,
        web_search: request.web_search,
        controls: request.controls,
      }),
    };
    const head: GenerationHead = { system: this.#hashOf(request.system), tools: this.#hashOf(tools), settings };
    const text = JSON.stringify(head);
    const name = this.#hashOf(text);
    const key = `${organizationId} ${name}`;
    const isKnown = this.#sent.find(key) !== null || this.#unsent.get(key) !== undefined;
    return isKnown || this.#hold(key, [text, request.system, tools]) ? name : undefined;
  }

  #hashOf(text: string): ContentHash {
    if (text.length > HASHED.maxCharacters) return hashOf(text);
    const known = this.#hashes.get(text);
    if (known !== undefined) return known;
    const made = hashOf(text);
    this.#hashes.set(text, made);
    return made;
  }

  #hold(key: string, contents: readonly string[]): boolean {
    if (this.#unsentCharacters + lengthOf(contents) > MAX_UNSENT_CHARACTERS) return false;
    this.#unsentCharacters += lengthOf(contents);
    this.#unsent.set(key, contents);
    return true;
  }

  #release(contents: readonly string[]): void {
    this.#unsentCharacters -= lengthOf(contents);
  }

  /** Returns the events as they can be recorded: with the heads whose contents the control plane has now, and without all others. */
  async store(
    organizationId: OrganizationId | undefined,
    events: readonly EventDraft[],
    store: StoreContents,
  ): Promise<readonly EventDraft[]> {
    const keys = new Set(events.flatMap((event) => headsOf(event).map((head) => `${organizationId} ${head}`)));
    const unsent = [...keys].filter((key) => this.#sent.find(key) === null);
    if (unsent.length === 0) return events;
    const held = unsent.filter((key) => this.#unsent.get(key) !== undefined && this.#refused.find(key) === null);
    const contents = new Set(held.flatMap((key) => this.#unsent.get(key) ?? []));
    const isStored = contents.size > 0 && (await store([...contents]));
    for (const key of held) this.#settle(key, isStored);
    const isSent = (head: ContentHash): boolean => this.#sent.find(`${organizationId} ${head}`) !== null;
    return events.map((event) => (headsOf(event).every(isSent) ? event : withoutHead(event)));
  }

  #settle(key: string, isStored: boolean): void {
    const contents = this.#unsent.get(key);
    this.#unsent.delete(key);
    if (contents !== undefined) this.#release(contents);
    (isStored ? this.#sent : this.#refused).set(key, true);
  }
}

function hashOf(text: string): ContentHash {
  return hash('sha256', text, 'buffer').subarray(0, 16).toString('base64url');
}

const lengthOf = (contents: readonly string[]): number => contents.reduce((sum, { length }) => sum + length, 0);

function headsOf(event: EventDraft): ContentHash[] {
  const head = event.type === 'llm.generation' ? event.data.request.head : undefined;
  return head === undefined ? [] : [head];
}

function withoutHead(event: EventDraft): EventDraft {
  if (event.type !== 'llm.generation') return event;
  const { head: _head, ...request } = event.data.request;
  return { ...event, data: { ...event.data, request } };
}
