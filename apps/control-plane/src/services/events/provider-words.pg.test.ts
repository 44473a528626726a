import { LIMITS } from '@everruns/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withholdWords } from '../../events/withhold-words.ts';
import { listEvents } from './list.ts';
import { listTurns } from '../../engine/index.ts';
import { CTX, EngineKit } from '../../engine/testing/engine-kit.ts';

let kit: EngineKit;
beforeAll(async () => {
  kit = await EngineKit.open();
});
afterAll(() => kit[Symbol.asyncDispose]());

const WRITER = { ...CTX, may_write: true };

/** A turn that failed with these words of its provider. */
async function failWith(provider_message: string) {
  const session_id = await kit.newSession();
  const { turn } = await kit.post(session_id, 'Hello?');
  const { token } = await kit.begin(turn.id);
  const end = {
    kind: 'failed' as const,
    code: 'provider_auth' as const,
    message: 'Set a valid key.',
    provider_message,
  };
  await kit.service.endSegment({ turn_id: turn.id, segment: 1, token, end });
  return { session_id, turn_id: turn.id };
}

describe('the words of a provider', () => {
  it('are read in the turn and in the list of turns by callers who may write, and by nobody else', async () => {
    const asked = await failWith('Incorrect API key provided.');
    const advice = { code: 'provider_auth', message: 'Set a valid key.' };
    const words = { ...advice, provider_message: 'Incorrect API key provided.' };
    expect((await kit.verbs.getTurn(WRITER, asked)).error).toEqual(words);
    expect((await kit.verbs.getTurn(CTX, asked)).error).toEqual(advice);
    expect((await kit.verbs.getTurn({ ...CTX, may_write: false }, asked)).error).toEqual(advice);
    const list = { session_id: asked.session_id, limit: 10 };
    expect((await listTurns(kit.deps, WRITER, list)).data.map(({ error }) => error)).toEqual([words]);
    expect((await listTurns(kit.deps, CTX, list)).data.map(({ error }) => error)).toEqual([advice]);
  });

  it('are bounded and can be stored, whatever worker said them', async () => {
    const asked = await failWith(`\u0000\ud800${'x'.repeat(10_000)}`);
    const { error } = await kit.verbs.getTurn(WRITER, asked);
    expect(error?.provider_message).toHaveLength(LIMITS.providerMessageChars);
  });

  it('are withheld in the events of whoever may not write, and nothing else of them', async () => {
    const { session_id } = await failWith('Incorrect API key provided.');
    const query = {
      session_id,
      after_sequence: null,
      since_id: null,
      before_sequence: null,
      limit: 100,
      types: [],
      turn_id: null,
    };
    const whole = await listEvents({ db: kit.database.db }, WRITER, query);
    const withheld = await listEvents({ db: kit.database.db }, CTX, query);
    expect(whole).toContain('"provider_message":');
    expect(JSON.parse(withheld)).toEqual(
      JSON.parse(whole.replace(/,\s*"provider_message":\s*"[^"]*"|"provider_message":\s*"[^"]*",\s*/, '')),
    );
  });

  it('are withheld where a history was repaired or a parameter left out', () => {
    for (const type of ['history.repaired', 'model.adjusted']) {
      const json = JSON.stringify({
        id: 'e',
        type,
        data: { what: 'images', reason: 'messages[3]: could not process image' },
      });
      const shown = withholdWords({ type, json });
      expect(shown).not.toContain('messages[3]');
      expect(JSON.parse(shown)).toMatchObject({ id: 'e', data: { what: 'images', reason: expect.any(String) } });
    }
    const json = '{"type":"input.message","data":{"reason":"mine"}}';
    expect(withholdWords({ type: 'input.message', json })).toBe(json);
  });
});
