import { expect, it } from 'vitest';
import { answerOf, type ServiceUnderContract } from './worker-service-kit.ts';

/** The calls of tools: what they get, what they wait for, and what they leave. */
export function testCalls({ opened, count, startTurn, makeBegin, begin, commitReason }: ServiceUnderContract): void {
  it('hands an act atom its call with the arguments as they were', async () => {
    const { turnId } = await startTurn();
    await commitReason(turnId, ['look']);
    const act = await begin(turnId, { kind: 'act' });
    expect(act.call).toMatchObject({ name: 'look', ordinal: 0, arguments: { path: '/å', nested: [1, null] } });
  });

  it('takes the result of an immediate call with the generation that called it', async () => {
    const { sessionId, turnId } = await startTurn();
    const { response } = await commitReason(turnId, ['sum'], { answered: true });
    expect(response.outcome).toEqual({ kind: 'reason', done: false, call_ordinals: [], wait_ordinals: [] });
    const { messages } = await begin(turnId, { iteration: 2 });
    expect(messages.at(-1)?.content).toEqual([expect.objectContaining({ type: 'tool_result', result: 'done' })]);
    expect(await count(sessionId, 'tool.completed')).toBe(1);
  });

  it('says which calls wait, and parks the turn that waits for them', async () => {
    const { sessionId, turnId } = await startTurn();
    const { response } = await commitReason(turnId, ['ask']);
    expect(response.outcome).toEqual({ kind: 'reason', done: false, call_ordinals: [], wait_ordinals: [0] });
    const recorded = await opened.service.getTurnContext(makeBegin(turnId));
    const token = recorded.status === 'recorded' ? recorded.token : undefined;
    if (token === undefined) throw new Error('a recorded generation proves that the segment was handed out');
    const wait = { turn_id: turnId, segment: 1, iteration: 1, ordinals: [0], timeout_ms: 20, token };
    expect(await opened.service.waitForCalls(wait)).toEqual({ status: 'waited', runnable: [], open: [0] });
    const end = { kind: 'parked' as const, iteration: 1, wait_ordinals: [0] };
    expect(await opened.service.endSegment({ turn_id: turnId, segment: 1, token, end })).toEqual({ status: 'ended' });
    expect(await count(sessionId, 'turn.parked')).toBe(1);
  });

  it('writes the files of a call with its result, or neither where somebody else has changed them', async () => {
    const { turnId } = await startTurn();
    await commitReason(turnId, ['put', 'look']);
    const { token, call } = await begin(turnId, { kind: 'act' });
    if (call === undefined) throw new Error('expected a call');
    const bytes = new TextEncoder().encode('å');
    const { hash } = await opened.service.uploadFile({ token, content: bytes });
    const commit = (base_revision: number | null) =>
      opened.service.commitAtom({
        token,
        events: [answerOf(call.id, 'put')],
        result: {
          kind: 'act',
          ok: true,
          files: [
            { path: '/a/b.txt', base_revision, change: { kind: 'written', content: { kind: 'bytes', bytes } } },
            { path: '/c.txt', base_revision: null, change: { kind: 'written', content: { kind: 'uploaded', hash } } },
          ],
        },
        successor_exec_ids: [],
        have_sequence: 0,
      });
    await expect(commit(99)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('/a/b.txt'),
    });
    const before = await opened.service.sessionFile({ token, operation: { kind: 'snapshot' } });
    expect(before).toEqual({ kind: 'snapshot', entries: [] });
    expect((await commit(null)).outcome).toEqual({ kind: 'act', ok: true });
    expect((await commit(null)).outcome).toEqual({ kind: 'act', ok: true });
    const reader = await begin(turnId, { kind: 'act', ordinal: 1 });
    const operation = { kind: 'snapshot', read_path: '/c.txt' } as const;
    const after = await opened.service.sessionFile({ token: reader.token, operation });
    if (after.kind !== 'snapshot') throw new Error('expected a snapshot');
    expect(after.entries.map(({ path }) => path)).toEqual(['/a', '/a/b.txt', '/c.txt']);
    expect(after.read).toEqual({ content: 'å', encoding: 'text' });
  });

  it('remembers the steps of a call until its result', async () => {
    const { turnId } = await startTurn();
    await commitReason(turnId, ['put']);
    const { token } = await begin(turnId, { kind: 'act' });
    const step = { name: 'one', result_json: '{"a": 1}' };
    await opened.service.recordStep({ token, step });
    await opened.service.recordStep({ token, step });
    expect(await opened.service.listSteps({ token })).toEqual([step]);
  });
}
