import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TurnTools } from './ports/agent-resolver.ts';
import { EngineKit } from './testing/engine-kit.ts';

let kit: EngineKit;
beforeAll(async () => {
  kit = await EngineKit.open();
});
afterAll(() => kit[Symbol.asyncDispose]());

/** What turns get from MCP servers when they begin. */
let tools: TurnTools = { kind: 'none' };
beforeAll(() => {
  kit.deps.agents.findTurnTools = async () => tools;
});

const listOf = async (turnId: string): Promise<unknown> =>
  (await kit.database.pool.query('select tool_list from turns where id = $1', [turnId])).rows;

describe('the tools of servers', () => {
  it('are asked for outside the transaction, pinned at the first Begin, and never asked for again', async () => {
    const session = await kit.newSession();
    const { turn } = await kit.post(session, 'hello');
    let questions = 0;
    const listed = { kind: 'listed', hash: 'first', unavailable: [] } as const;
    tools = {
      kind: 'unknown',
      ask: async () => {
        questions += 1;
        tools = listed;
      },
    };
    const begun = await kit.begin(turn.id);
    expect([questions, await listOf(turn.id)]).toEqual([1, [{ tool_list: 'first' }]]);
    tools = { ...listed, hash: 'second' };
    await kit.commitReason(begun, { calls: ['look'] });
    await kit.commitAct(await kit.begin(turn.id, { kind: 'act' }));
    await kit.begin(turn.id, { iteration: 2 });
    expect(await listOf(turn.id)).toEqual([{ tool_list: 'first' }]);
  });

  it('that a server does not give are on record, after the start of the turn', async () => {
    const session = await kit.newSession();
    const { turn } = await kit.post(session, 'hello');
    const unavailable = [{ server: 'away', reason: 'timeout', message: 'It did not answer.' }] as const;
    tools = { kind: 'listed', hash: 'none', unavailable };
    await kit.begin(turn.id);
    expect((await kit.types(session)).slice(2)).toEqual([
      'turn.started',
      'input.received',
      'reason.started',
      'output.message.started',
      'mcp.server_unavailable',
    ]);
  });

  it('that nobody finds out keep the turn waiting, and end nothing', async () => {
    const session = await kit.newSession();
    const { turn } = await kit.post(session, 'hello');
    tools = { kind: 'unknown', ask: async () => undefined };
    await expect(kit.begin(turn.id)).rejects.toMatchObject({ code: 'unavailable' });
    tools = { kind: 'none' };
    await kit.begin(turn.id);
    expect(await listOf(turn.id)).toEqual([{ tool_list: null }]);
  });
});
