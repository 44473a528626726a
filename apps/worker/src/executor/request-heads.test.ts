import { createHash } from 'node:crypto';
import type { LlmRequest } from '@everruns/core';
import { createFakeClock, makeModel, TEST_IDS } from '@everruns/core/testing';
import { EverrunsError, GenerationHead, LIMITS, MessageId, ZERO_USAGE, type EventDraft } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import { createAtomExecutor } from './execute-atom.ts';
import { RequestHeads } from './request-heads.ts';
import { makeExecutorWorld } from './testing/make-executor-world.ts';

const ORG = TEST_IDS.organization;
const DAY_MS = 24 * 60 * 60 * 1_000;

const hashOf = (text: string): string =>
  createHash('sha256').update(text).digest().subarray(0, 16).toString('base64url');

function makeRequest(changes: Partial<LlmRequest> = {}): LlmRequest {
  const tools = [{ name: 'look', description: 'Looks.', parameters: { type: 'object' } }];
  return { model: 'sim-1', system: 'Be brief.', messages: [], tools, request_id: 'r', ...changes };
}

const asked = (changes: Partial<LlmRequest> = {}) => ({
  request: makeRequest(changes),
  model: makeModel(),
  purpose: 'answer' as const,
});

function generationOf(head: string | undefined): EventDraft {
  const request = { messages_through_sequence: 1, tools: ['look'], ...(head === undefined ? {} : { head }) };
  const named = { message_id: MessageId.parse(TEST_IDS.input), model: 'sim-1', provider: 'llmsim' };
  const rest = { output: [], usage: ZERO_USAGE, duration_ms: 1, finish_reasons: ['stop' as const] };
  return { type: 'llm.generation', data: { ...named, request, ...rest } };
}

const headsOf = (events: readonly EventDraft[]) =>
  events.map((event) => (event.type === 'llm.generation' ? event.data.request.head : null));

/** The heads of a process, and what it has sent. */
function openHeads({ hasRoom = (): boolean => true } = {}) {
  const clock = createFakeClock();
  const heads = new RequestHeads(clock);
  const sent: string[][] = [];
  const store = (events: EventDraft[]) =>
    heads.store(ORG, events, async (contents) => {
      sent.push(contents);
      return hasRoom();
    });
  return { clock, heads, sent, store, nameOf: (changes?: Partial<LlmRequest>) => heads.of(ORG).nameOf(asked(changes)) };
}

describe('the head of a request', () => {
  it('names the exact prompt, tools and settings, and nothing else', async () => {
    const { nameOf, sent, store } = openHeads();
    const changes = { max_output_tokens: 9, reasoning_effort: 'low' as const, controls: { temperature: 0.5 } };
    const name = nameOf(changes);
    await store([generationOf(name)]);
    const [text = '', system, tools] = sent[0] ?? [];
    expect([hashOf(text), system, JSON.parse(tools ?? '')]).toEqual([name, 'Be brief.', makeRequest().tools]);
    expect(GenerationHead.parse(JSON.parse(text))).toEqual({
      system: hashOf('Be brief.'),
      tools: hashOf(tools ?? ''),
      settings: {
        purpose: 'answer',
        provider: 'llmsim',
        model: 'sim-1',
        max_tokens: 9,
        reasoning_effort: 'low',
        controls: { temperature: 0.5 },
      },
    });
    const message = { role: 'user' as const, content: [{ type: 'text' as const, text: 'Hi' }] };
    expect(nameOf({ ...changes, messages: [message], request_id: 'other' })).toBe(name);
    expect(nameOf({ ...changes, max_output_tokens: 10 })).not.toBe(name);
  });

  it('is sent once, and again after a day', async () => {
    const { nameOf, sent, store, clock } = openHeads();
    for (let turn = 0; turn < 3; turn += 1) expect(headsOf(await store([generationOf(nameOf())]))).toEqual([nameOf()]);
    expect(sent).toHaveLength(1);
    await clock.advance(DAY_MS + 1);
    await store([generationOf(nameOf())]);
    expect(sent).toHaveLength(2);
  });

  it('is sent by each of two turns that begin at once, and named by both', async () => {
    const { nameOf, store } = openHeads();
    const name = nameOf();
    const both = await Promise.all([store([generationOf(name)]), store([generationOf(nameOf())])]);
    expect(both.map(headsOf)).toEqual([[name], [name]]);
  });

  it('is not named where there is no room for it, and asked for again after a minute', async () => {
    let room = false;
    const { nameOf, sent, store, clock } = openHeads({ hasRoom: () => room });
    expect(headsOf(await store([generationOf(nameOf())]))).toEqual([undefined]);
    room = true;
    expect(headsOf(await store([generationOf(nameOf())]))).toEqual([undefined]);
    expect(sent).toHaveLength(1);
    await clock.advance(60_001);
    expect(headsOf(await store([generationOf(nameOf())]))).toEqual([nameOf()]);
  });

  it('is not named by an event whose contents are no longer held, nor beyond the limit, nor for an older control plane', async () => {
    const { nameOf, store, heads } = openHeads();
    expect(headsOf(await store([generationOf('AAAAAAAAAAAAAAAAAAAAAA')]))).toEqual([undefined]);
    expect(nameOf({ system: 'x'.repeat(LIMITS.contextBytes) })).toBeUndefined();
    expect(heads.of(undefined).nameOf(asked())).toBeUndefined();
  });
});

describe('a reason atom', () => {
  const answers = [{ text: ['Hi.'] }];
  const run = (world: ReturnType<typeof makeExecutorWorld>) =>
    createAtomExecutor({ ...world.deps, retries: 'throw' }).reason({
      job: world.job,
      iteration: 1,
      ordinal: 0,
      signal: new AbortController().signal,
    });

  it('sends what its request held before the commit that names it', async () => {
    const world = makeExecutorWorld({ answers, agent: { organization_id: ORG, system_prompt: 'Be exact.' } });
    await run(world);
    expect(world.service.calls).toEqual(['begin 1:reason', 'contents', 'commit 1:reason']);
    const [head] = headsOf(world.service.events.filter(({ type }) => type === 'llm.generation'));
    expect([...world.service.contents].map(hashOf)).toContain(head);
    expect(world.service.contents).toContain('Be exact.');
  });

  it('goes on where nothing can be kept', async () => {
    const world = makeExecutorWorld({ answers, agent: { organization_id: ORG } });
    world.service.hasRoom = false;
    expect(await run(world)).toMatchObject({ outcome: { done: true } });
    expect(headsOf(world.service.events.filter(({ type }) => type === 'llm.generation'))).toEqual([undefined]);
    const refusing = makeExecutorWorld({ answers, agent: { organization_id: ORG } });
    const refused = new EverrunsError('payload_too_large', 'too large');
    refusing.service.storeContents = () => Promise.reject(refused);
    expect(await run(refusing)).toMatchObject({ outcome: { done: true } });
    expect(refusing.logged).toEqual(['The prompt and tools of a generation could not be stored.']);
  });
});
