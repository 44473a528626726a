import { EverrunsError, type ToolCall } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import type { ToolExecution, ToolExecutor } from '../ports/tool-executor.ts';
import { TEST_IDS, makeAtom, makeAtomContext, makeRuntimeAgent, makeToolDefinition } from '../testing/builders.ts';
import { createFakeClock } from '../testing/fake-clock.ts';
import { InMemorySessionFileStore } from '../testing/in-memory-session-file-store.ts';
import { createInMemoryAgentStore } from '../testing/in-memory-stores.ts';
import { testToolCallId } from '../testing/model-requests.ts';
import { createInlineOffload } from '../testing/inline-offload.ts';
import { NO_SECRETS } from '../testing/no-secrets.ts';
import { InMemorySources, InMemorySteps } from '../testing/in-memory-steps.ts';
import { createRefusingEgress } from '../testing/refusing-egress.ts';
import { NO_MCP } from '../testing/no-mcp.ts';
import { createNoSandbox } from '../testing/no-sandbox.ts';
import { createRecordingEventEmitter } from '../testing/recording-event-emitter.ts';
import { createScriptedToolModel } from '../testing/scripted-tool-model.ts';
import { createSequentialIds } from '../testing/sequential-ids.ts';
import { createActAtom, toLostResult, type ActResult } from './act.ts';

const atom = makeAtom({ kind: 'act', ordinal: 1 });
const call: ToolCall = { id: testToolCallId(1), ordinal: 1, name: 'pay', arguments: { euro: 5 } };
const pay = makeToolDefinition({ name: 'pay', effect: 'idempotent', capability_id: 'bank' });

interface RunOptions {
  execute: ToolExecutor['execute'];
  call?: Partial<ToolCall>;
  signal?: AbortSignal;
}

function run(options: RunOptions): Promise<ActResult> {
  const clock = createFakeClock();
  const agent = makeRuntimeAgent({ tools: [pay], capability_configs: { bank: { iban: 'DE1' } } });
  const act = createActAtom({
    agents: createInMemoryAgentStore(new Map([[TEST_IDS.turn, agent]])),
    tools: { execute: options.execute },
    egress: createRefusingEgress(),
    secrets: NO_SECRETS,
    steps: new InMemorySteps(),
    sources: new InMemorySources(),
    files: new InMemorySessionFileStore({ session_id: TEST_IDS.session, clock, ids: createSequentialIds() }),
    offload: createInlineOffload(),
    sandbox: createNoSandbox(),
    model: createScriptedToolModel(),
    mcp: NO_MCP,
    events: createRecordingEventEmitter(),
    clock,
  });
  const input = { atom, context: makeAtomContext(), attempt: 2, call: { ...call, ...options.call } };
  return act(input, options.signal ?? new AbortController().signal);
}

describe('the act atom', () => {
  it('records what the tool answered', async () => {
    const result = await run({ execute: async () => ({ tool_call_id: call.id, is_error: false, result: 'paid' }) });
    expect(result).toEqual({
      kind: 'completed',
      ok: true,
      events: [
        {
          type: 'tool.completed',
          data: {
            tool_call_id: call.id,
            name: 'pay',
            success: true,
            result: { type: 'tool_result', tool_call_id: call.id, result: 'paid' },
            duration_ms: 0,
            effect: 'idempotent',
          },
        },
      ],
    });
  });

  it("gives the tool its capability's settings and a key that no attempt changes", async () => {
    let seen: ToolExecution | undefined;
    await run({
      execute: async (execution) => {
        seen = execution;
        return { tool_call_id: call.id, is_error: false };
      },
    });
    expect(seen).toMatchObject({
      config: { iban: 'DE1' },
      attempt: 2,
      idempotency_key: `${TEST_IDS.turn}:1:act:1`,
      definition: { name: 'pay' },
    });
  });

  it('records a failed tool as data', async () => {
    const result = await run({ execute: async () => ({ tool_call_id: call.id, is_error: true, error: 'no funds' }) });
    expect(result).toMatchObject({ ok: false, events: [{ data: { success: false, result: { error: 'no funds' } } }] });
  });

  it('answers unreadable arguments without running anything', async () => {
    const execute = () => Promise.reject(new Error('must not run'));
    const result = await run({ execute, call: { arguments_error: 'Unexpected end' } });
    expect(result).toMatchObject({
      ok: false,
      events: [{ data: { result: { error: expect.stringContaining('Unexpected end') } } }],
    });
  });

  it('answers an unknown tool with the names of those that exist', async () => {
    const execute = () => Promise.reject(new Error('must not run'));
    const result = await run({ execute, call: { name: 'steal' } });
    expect(result).toMatchObject({
      ok: false,
      events: [{ data: { effect: 'read', result: { error: 'There is no tool "steal". Tools: pay.' } } }],
    });
  });

  it('hands lost infrastructure back', async () => {
    const execute = () => Promise.reject(new EverrunsError('unavailable', 'sandbox died'));
    expect(await run({ execute })).toEqual({
      kind: 'failed',
      error: { class: 'tool_infrastructure', message: 'sandbox died' },
    });
  });

  it('answers canceled when aborted', async () => {
    const abort = new AbortController();
    const execute = () => {
      abort.abort();
      return Promise.reject(new Error('stopped'));
    };
    expect(await run({ execute, signal: abort.signal })).toMatchObject({
      kind: 'failed',
      error: { class: 'canceled' },
    });
  });

  it('throws what is nobody else’s to decide', async () => {
    const execute = () => Promise.reject(new EverrunsError('fenced', 'newer attempt'));
    await expect(run({ execute })).rejects.toMatchObject({ code: 'fenced' });
  });
});

describe('a lost call', () => {
  it('says that its outcome is unknown', () => {
    expect(toLostResult(call, { effect: 'once', message: 'verify', outcome_unknown: true })).toMatchObject({
      kind: 'completed',
      ok: false,
      events: [{ data: { effect: 'once', outcome_unknown: true, result: { error: 'verify' } } }],
    });
  });
});
