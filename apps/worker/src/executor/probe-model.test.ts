import type { LlmMessage, ProviderError } from '@everruns/core';
import {
  createFakeClock,
  createScriptedDriver,
  createSequentialIds,
  makeModel,
  type ScriptedAnswer,
} from '@everruns/core/testing';
import type { LlmModelCheck } from '@everruns/schemas';
import { DEFAULT_MODEL_LIMITS } from '@everruns/settings';
import { describe, expect, it } from 'vitest';
import { createModelProbe } from './probe-model.ts';
import { makeDriverTable } from './testing/make-driver-table.ts';

async function probe(answers: ScriptedAnswer[], withPicture = false) {
  const driver = createScriptedDriver(answers);
  const create = () => driver;
  const run = createModelProbe({
    drivers: makeDriverTable(() => create),
    ids: createSequentialIds(),
    limits: DEFAULT_MODEL_LIMITS,
    log: { warn: () => undefined },
  });
  const { signal } = new AbortController();
  const openFetch = () => () => Promise.reject(new Error('no network in tests'));
  const check: LlmModelCheck = await run(makeModel(), { withPicture, openFetch, clock: createFakeClock(), signal });
  driver.assertDone();
  return { check, requests: driver.requests };
}

const CALL: ScriptedAnswer = { calls: [{ name: 'multiply', arguments: { a: 12, b: 4 } }] };
const refused = (message: string, errorClass: ProviderError['class'] = 'bad_request'): ScriptedAnswer => ({
  error: { class: errorClass, message, provider_message: message },
});
const rolesOf = (messages: readonly LlmMessage[] = []) => messages.map(({ role }) => role);

describe('a probe of a model', () => {
  it('that can do everything asks three questions, none for more than 64 tokens', async () => {
    const { check, requests } = await probe([CALL, { text: ['It is', ' 48.'] }, { text: ['Red.'] }], true);
    expect(check).toMatchObject({
      status: 'ok',
      detail: 'The model answers, calls tools, and takes pictures.',
      text: 'yes',
      tool_call: 'yes',
      picture: 'yes',
      streaming: 'yes',
      usage_reported: 'yes',
    });
    expect(requests.map(({ max_output_tokens, tools }) => [max_output_tokens, tools.length])).toEqual([
      [64, 1],
      [64, 1],
      [64, 0],
    ]);
    expect(rolesOf(requests[1]?.messages)).toEqual(['user', 'assistant', 'tool']);
  });

  it('tells a model that calls no tool from one that takes none', async () => {
    const idle = (await probe([{ text: ['48, I think.'] }])).check;
    expect(idle).toMatchObject({ status: 'ok', text: 'yes', tool_call: 'no', picture: 'not_tried' });
    const said = 'registry.ollama.ai/library/gemma does not support tools';
    const { check } = await probe([refused(said), { text: ['ready'] }]);
    expect(check).toMatchObject({ status: 'ok', text: 'yes', tool_call: 'refused', provider_message: said });
    expect(check.detail).toContain('cannot call tools');
  });

  it('says where a conversation does not go on from a tool result, and where a picture is refused', async () => {
    const stuck = (await probe([CALL, refused('unexpected role tool')])).check;
    expect(stuck).toMatchObject({ tool_call: 'yes', text: 'refused', provider_message: 'unexpected role tool' });
    const blind = (await probe([{ text: ['48'] }, refused('image input is not supported')], true)).check;
    expect(blind).toMatchObject({ status: 'ok', picture: 'refused', text: 'yes' });
  });

  it.each([
    ['auth', 'key_rejected', 'rejected the API key'],
    ['quota', 'failed', 'used up'],
    ['rate_limited', 'failed', 'limiting'],
    ['stream_broken', 'unreachable', 'connection'],
    ['timeout', 'unreachable', 'in time'],
  ] as const)('that meets %s is asked nothing more, and says %s', async (errorClass, status, words) => {
    const { check } = await probe([refused('no', errorClass)], true);
    expect(check).toMatchObject({ status, text: 'not_tried', picture: 'not_tried' });
    expect(check.detail).toContain(words);
  });

  it('asks without the tool where a request is refused, and says the first refusal where that fails too', async () => {
    const { check } = await probe([refused('The model `x` does not exist'), refused('again')]);
    expect(check).toMatchObject({ status: 'failed', tool_call: 'not_tried' });
    expect(check.provider_message).toContain('does not exist');
  });

  it('does not take silence within 64 tokens for an answer', async () => {
    const { check } = await probe([{ text: [], finish: 'length' }]);
    expect(check).toMatchObject({ status: 'failed', text: 'no', tool_call: 'no' });
    expect(check.detail).toContain('64 tokens');
  });
});
