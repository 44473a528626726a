import type { BegunAtom, ServerFrame } from '@everruns/internal-protocol';
import {
  type EventDraft,
  formatAtomKey,
  outputMessageId,
  type ReasonOutcome,
  summaryMessageId,
} from '@everruns/schemas';
import { expect, it } from 'vitest';
import type { ServiceUnderContract } from './worker-service-kit.ts';

/** Generations and turns. `hasSeveralTurns`: a session can have several, one after the other. */
export function testTurns(under: ServiceUnderContract, hasSeveralTurns: boolean): void {
  const { opened, count, startTurn, makeBegin, begin, commitReason } = under;

  it('begins an atom with the conversation, the agent and the input', async () => {
    const { sessionId, turnId } = await startTurn('Grüße');
    const begun = await begin(turnId);
    expect(begun.token).toMatchObject({ session_id: sessionId, segment: 1, attempt: 1 });
    expect(begun.messages.map(({ role, content }) => ({ role, content }))).toEqual([
      { role: 'user', content: [{ type: 'text', text: 'Grüße' }] },
    ]);
    // The engine's tests have tools of their own behind these.
    expect(begun.agent?.tools.slice(0, 7).map((tool) => tool.effect)).toEqual([
      'read',
      'idempotent',
      'once',
      'read',
      'read',
      'read',
      'once',
    ]);
    expect(begun.head_sequence).toBeGreaterThan(0);
  });

  it('gives the same execution the same token, and a recorded atom its outcome', async () => {
    const { turnId } = await startTurn();
    const request = makeBegin(turnId);
    const [once, twice] = [await opened.service.getTurnContext(request), await opened.service.getTurnContext(request)];
    expect(twice).toMatchObject({ status: 'begun', begun: { token: once.status === 'begun' && once.begun.token } });
    const { response } = await commitReason(turnId, []);
    const done: ReasonOutcome = { kind: 'reason', done: true, call_ordinals: [], wait_ordinals: [] };
    expect(response.outcome).toEqual(done);
    expect(await opened.service.getTurnContext(makeBegin(turnId))).toEqual({ status: 'recorded', outcome: done });
  });

  it('answers a repeated commit with what was recorded', async () => {
    const { sessionId, turnId } = await startTurn();
    const { request, response } = await commitReason(turnId, []);
    expect(await opened.service.commitAtom(request)).toEqual(response);
    expect(await count(sessionId, 'turn.completed')).toBe(1);
  });

  const itAmongTurns = hasSeveralTurns ? it : () => undefined;
  itAmongTurns('begins the next turn with a summary and what it does not cover', async () => {
    const { sessionId, turnId } = await startTurn('one');
    await commitReason(turnId, []);
    const second = await opened.kit.post(sessionId, 'two');
    await commitReason(second.turn.id, [], { before: compactBefore });
    const third = await opened.kit.post(sessionId, 'three');
    const { messages } = await begin(third.turn.id);
    expect(messages.map(({ role, compaction, content }) => [role, content[0], compaction])).toEqual([
      ['user', { type: 'text', text: 'two' }, undefined],
      ['user', { type: 'text', text: 'They said hello.' }, expect.objectContaining({ kept_sequences: [] })],
      ['agent', { type: 'text', text: 'on it 👋' }, undefined],
      ['user', { type: 'text', text: 'three' }, undefined],
    ]);
  });

  it('takes no summary of what is not in the log yet', async () => {
    const { sessionId, turnId } = await startTurn('one');
    const beyond = commitReason(turnId, [], { before: (begun) => summarize(begun, begun.head_sequence + 9) });
    await expect(beyond).rejects.toMatchObject({ code: 'invalid_request' });
    expect(await count(sessionId, 'context.compacted')).toBe(0);
  });

  it('fences the older of two attempts, with the code and nothing written', async () => {
    const { turnId } = await startTurn();
    const older = await begin(turnId);
    await begin(turnId);
    const failing = opened.service.failAttempt({
      token: older.token,
      retry_class: 'timeout',
      retry_after_ms: 5,
      detail: '',
    });
    await expect(failing).rejects.toMatchObject({ code: 'fenced' });
  });

  it('counts a failed attempt for the next one', async () => {
    const { turnId } = await startTurn();
    const { token } = await begin(turnId);
    await opened.service.failAttempt({ token, retry_class: 'overloaded', retry_after_ms: 5, detail: 'busy' });
    expect(await begin(turnId)).toMatchObject({ failures: 1, token: { attempt: 2 } });
  });

  it('fails a turn with a code and a sentence', async () => {
    const { sessionId, turnId } = await startTurn();
    const { token } = await begin(turnId);
    const end = { kind: 'failed' as const, code: 'provider_auth' as const, message: 'Check the key.' };
    expect(await opened.service.endSegment({ turn_id: turnId, segment: 1, token, end })).toEqual({ status: 'ended' });
    const failed = (await opened.kit.log(sessionId)).find((event) => event.type === 'turn.failed');
    expect(failed?.data).toMatchObject({ error_code: 'provider_auth' });
  });

  it('stores what requests held besides their messages, once', async () => {
    const { turnId } = await startTurn();
    const { token } = await begin(turnId);
    const contents = ['Be brief. 👋', '[]', 'Be brief. 👋'];
    expect(await opened.service.storeContents({ token, contents })).toEqual({ is_stored: true });
    expect(await opened.service.storeContents({ token, contents })).toEqual({ is_stored: true });
  });

  it('acknowledges the frames of an attempt', async () => {
    const { turnId } = await startTurn();
    const { token } = await begin(turnId);
    const acknowledged = Promise.withResolvers<ServerFrame>();
    const data = { message_id: outputMessageId(token.atom), attempt: 1, part: 0, offset: 0, delta: 'å' };
    const sendAll = (): void => {
      stream.send({ kind: 'hello', worker_id: 'w' });
      stream.send({ kind: 'frame', token, frame_number: 1, draft: { type: 'output.message.delta', data } });
    };
    // Over a network, frames sent before the connection is open are sent again once it is.
    const stream = opened.service.openEventStream((frame) =>
      frame.kind === 'connected' ? sendAll() : acknowledged.resolve(frame),
    );
    sendAll();
    expect(await acknowledged.promise).toEqual({
      kind: 'ack',
      turn_id: turnId,
      atom_key: formatAtomKey(token.atom),
      attempt: 1,
      frame_number: 1,
    });
    await stream.close();
  });
}

/** Records, before the answer of this attempt, a summary of everything that came before its input. */
function compactBefore(begun: BegunAtom): EventDraft[] {
  const input = begun.messages.find(({ id }) => id === begun.input_message_id);
  return summarize(begun, (input?.sequence ?? 1) - 1);
}

function summarize({ token }: BegunAtom, coveredThrough: number): EventDraft[] {
  const message = {
    id: summaryMessageId(token.atom, 0),
    session_id: token.session_id,
    turn_id: token.atom.turn_id,
    role: 'user' as const,
    content: [{ type: 'text' as const, text: 'They said hello.' }],
    compaction: { covered_through_sequence: coveredThrough, kept_sequences: [] },
    created_at: new Date(0).toISOString(),
  };
  return [
    { type: 'context.compacting', data: { tokens_before: 9, cause: 'refused' } },
    { type: 'context.compacted', data: { tokens_before: 9, tokens_after: 3, message } },
  ];
}
