import { EverrunsError, LIMITS, ToolCallId, ZERO_USAGE, utf8Length } from '@everruns/schemas';
import type { JsonObject, JsonValue, ToolDefinition, ToolResult } from '@everruns/schemas';
import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { TEST_IDS, makeAtomContext, makeToolDefinition } from '../testing/builders.ts';
import { createFakeClock } from '../testing/fake-clock.ts';
import { createInlineOffload } from '../testing/inline-offload.ts';
import { NO_MCP } from '../testing/no-mcp.ts';
import { createNoSandbox } from '../testing/no-sandbox.ts';
import { InMemorySessionFileStore } from '../testing/in-memory-session-file-store.ts';
import { createRecordingEventEmitter } from '../testing/recording-event-emitter.ts';
import { InMemorySources, InMemorySteps } from '../testing/in-memory-steps.ts';
import { NO_SECRETS } from '../testing/no-secrets.ts';
import { createRefusingEgress } from '../testing/refusing-egress.ts';
import { createScriptedToolModel } from '../testing/scripted-tool-model.ts';
import { createSequentialIds, makeTestUuid } from '../testing/sequential-ids.ts';
import { createToolExecutor } from './execute.ts';
import { createToolRegistry, defineTool, type Tool, type ToolContext } from './tool.ts';

const CALL_ID = ToolCallId.parse(makeTestUuid(1));

function makeWorld(tool: Tool, definition: Partial<ToolDefinition> = {}, egress = createRefusingEgress()) {
  const clock = createFakeClock();
  const files = new InMemorySessionFileStore({ session_id: TEST_IDS.session, clock, ids: createSequentialIds() });
  const events = createRecordingEventEmitter();
  const abort = new AbortController();
  const steps = new InMemorySteps();
  const model = createScriptedToolModel([
    { text: ['Nine ', 'km.'], usage: { ...ZERO_USAGE, input_tokens: 7, output_tokens: 2 } },
    { error: { class: 'overloaded', message: 'too busy' } },
  ]);
  const executor = createToolExecutor(createToolRegistry([tool]), clock);
  const run = (args: JsonObject = {}): Promise<ToolResult> =>
    executor.execute({
      context: makeAtomContext(),
      call: { id: CALL_ID, ordinal: 0, name: tool.name, arguments: args },
      definition: makeToolDefinition({ name: tool.name, ...definition }),
      config: { unit: 'C' },
      tenant: 'org-1',
      idempotency_key: 'key-1',
      attempt: 2,
      files,
      offload: createInlineOffload(),
      egress,
      secrets: NO_SECRETS,
      steps,
      sources: new InMemorySources(),
      sandbox: createNoSandbox(),
      model,
      mcp: NO_MCP,
      events,
      signal: abort.signal,
    });
  return { run, clock, files, events, abort, steps, model };
}

const returning = (value: JsonValue): Tool => defineTool({ name: 'tool', parameters: z.object({}), run: () => value });
const running = (run: (context: ToolContext) => Promise<JsonValue> | JsonValue): Tool =>
  defineTool({ name: 'tool', parameters: z.object({}), run: (_args, context) => run(context) });

describe('running a tool', () => {
  it('returns what it returned', async () => {
    const { run } = makeWorld(returning({ celsius: 21 }));
    expect(await run()).toEqual({ tool_call_id: CALL_ID, is_error: false, result: { celsius: 21 } });
  });

  it('has a network only if its definition says so', async () => {
    const egress = { open: () => async () => new Response('page') };
    const fetching = running(async ({ fetch, openEgress }) => {
      const pages = await Promise.all([fetch('https://example.com/'), openEgress({})('https://example.com/')]);
      return Promise.all(pages.map((page) => page.text()));
    });
    expect((await makeWorld(fetching, { hints: { open_world: true } }, egress).run()).result).toEqual(['page', 'page']);
    expect((await makeWorld(fetching, {}, egress).run()).error).toContain('has no network');
  });

  it('asks the model of the turn once for each name, in all runs of the call together', async () => {
    const question = { task: 'Answer.', text: 'How long is it?', maxTokens: 100 };
    const world = makeWorld(running(async ({ model }) => (await model.ask('length', question)).text));
    expect((await world.run()).result).toBe('Nine km.');
    expect((await world.run()).result).toBe('Nine km.');
    expect(world.model.driver.requests).toHaveLength(1);
    expect(world.model.driver.requests[0]).toMatchObject({
      system: expect.stringMatching(/^A tool asks you[^]*\n\nAnswer\.$/),
      messages: [{ role: 'user', content: [{ type: 'text', text: 'How long is it?' }] }],
      tools: [],
      max_output_tokens: 100,
    });
    expect(world.steps.paid).toMatchObject([
      { type: 'llm.generation', data: { usage: { input_tokens: 7, output_tokens: 2 }, request: { tools: [] } } },
    ]);
  });

  it('ends for its runner when the model gives no answer', async () => {
    const { run } = makeWorld(
      running(async ({ model }) => {
        await model.ask('a', { task: '', text: '', maxTokens: 1 });
        return (await model.ask('b', { task: '', text: '', maxTokens: 1 })).text;
      }),
    );
    await expect(run()).rejects.toMatchObject({ name: 'ModelFailure', error: { class: 'overloaded' } });
  });

  it('tells it who it runs for', async () => {
    let seen: ToolContext | undefined;
    const { run, clock, files } = makeWorld(running((context) => ((seen = context), null)));
    await run();
    expect(seen).toMatchObject({
      sessionId: TEST_IDS.session,
      turnId: TEST_IDS.turn,
      toolCallId: CALL_ID,
      idempotencyKey: 'key-1',
      attempt: 2,
      config: { unit: 'C' },
    });
    expect(seen?.files).toBe(files);
    expect(seen?.clock).toBe(clock);
  });

  it('passes its progress on', async () => {
    const { run, events } = makeWorld(running((context) => (context.emitProgress('half way'), null)));
    await run();
    expect(events.drafts).toEqual([
      {
        type: 'tool.progress',
        data: { tool_call_id: CALL_ID, attempt: 2, message: 'half way', turn_id: TEST_IDS.turn },
      },
    ]);
  });

  it('names the file of an output that was too long to stream', async () => {
    const { run, events, files } = makeWorld(
      running((context) => (context.emitOutput('x'.repeat(2_000_000)), { exit_code: 0 })),
    );
    const { result } = await run();
    const path = `/.tool-results/${CALL_ID}.output.txt`;
    expect(result).toEqual({ exit_code: 0, output_path: path });
    expect((await files.stat(path)).size_bytes).toBe(2_000_000);
    expect(events.drafts.map(({ type }) => type)).toEqual(['tool.output.delta']);
  });

  it('checks arguments first and says where they are wrong', async () => {
    const parameters = z.object({ place: z.object({ city: z.string() }), days: z.array(z.number()) });
    const { run } = makeWorld(defineTool({ name: 'tool', parameters, run: () => 'ran' }));
    const result = await run({ place: { city: 1 }, days: [1, 'two'] });
    expect(result.is_error).toBe(true);
    expect(result.error).toContain('place.city: Invalid input: expected string');
    expect(result.error).toContain('days[1]: Invalid input: expected number');
  });

  it('fails as data when it throws, without a stack', async () => {
    const { run } = makeWorld(running(() => Promise.reject(new Error('No such city.'))));
    expect(await run()).toEqual({ tool_call_id: CALL_ID, is_error: true, error: 'No such city.' });
  });

  it('fails as data when this worker does not have it', async () => {
    const { run } = makeWorld(returning(1), { name: 'other' });
    expect(await run()).toMatchObject({ is_error: true, error: expect.stringContaining('"other" is not available') });
  });

  it.each(['unavailable', 'fenced'] as const)('throws %s on, which is not for the model', async (code) => {
    const { run } = makeWorld(running(() => Promise.reject(new EverrunsError(code, 'lost'))));
    await expect(run()).rejects.toMatchObject({ code });
  });
});

describe('a tool that takes too long', () => {
  const deaf = running(() => new Promise(() => {}));

  it('is told to stop and becomes an error, though it does not listen', async () => {
    let signal: AbortSignal | undefined;
    const { run, clock } = makeWorld(running((context) => ((signal = context.signal), new Promise(() => {}))));
    const result = run();
    await clock.advance(10_000);
    expect(await result).toEqual({
      tool_call_id: CALL_ID,
      is_error: true,
      error: 'The tool did not finish within 10000 ms.',
    });
    expect(signal?.aborted).toBe(true);
  });

  it('has an unknown outcome when it may run only once', async () => {
    const { run, clock } = makeWorld(deaf, { effect: 'once', timeout_ms: 50 });
    const result = run();
    await clock.advance(50);
    expect(await result).toMatchObject({ is_error: true, outcome_unknown: true });
  });

  it('throws when the atom is aborted', async () => {
    const { run, clock, abort } = makeWorld(deaf);
    const result = run();
    await clock.advance(0);
    abort.abort(new Error('stop'));
    await expect(result).rejects.toThrow('stop');
  });

  it('leaves no timer and no listener behind when it was quick', async () => {
    let signal: AbortSignal | undefined;
    const { run, clock } = makeWorld(running((context) => ((signal = context.signal), null)));
    await run();
    expect(clock.sleepers).toBe(0);
    expect(signal && getEventListeners(signal, 'abort')).toEqual([]);
  });
});

describe('a large result', () => {
  it('passes whole up to the limit', async () => {
    const text = 'x'.repeat(LIMITS.toolResultBytes);
    expect(await makeWorld(returning(text)).run()).toMatchObject({ result: text });
  });

  it.each([
    ['text', 'ä'.repeat(40_000)],
    ['text of surrogate pairs', '👋'.repeat(20_000)],
    ['text that JSON makes longer', '\u0001'.repeat(70_000)],
  ])('is cut to the limit, and the rest is in a file: %s', async (_name, text) => {
    const { run, files } = makeWorld(returning(text));
    const { result } = await run();
    const path = `/.tool-results/${CALL_ID}.txt`;
    const capped = z.object({ content: z.string(), bytes_returned: z.number() }).loose().parse(result);
    expect(capped).toMatchObject({ truncated: true, bytes_total: utf8Length(text), path });
    expect(capped.bytes_returned).toBe(utf8Length(capped.content));
    expect(text.startsWith(capped.content)).toBe(true);
    expect(capped.content.isWellFormed()).toBe(true);
    expect(utf8Length(JSON.stringify(result))).toBeLessThanOrEqual(LIMITS.toolResultBytes);
    expect(utf8Length(JSON.stringify(result))).toBeGreaterThan(LIMITS.toolResultBytes * 0.8);
    expect((await files.read(path)).content).toBe(text);
  });

  it('is kept as JSON when it was JSON', async () => {
    const rows = Array.from({ length: 10_000 }, (_, index) => ({ index }));
    const { run, files } = makeWorld(returning(rows));
    expect((await run()).result).toMatchObject({ truncated: true, path: `/.tool-results/${CALL_ID}.json` });
    expect(JSON.parse((await files.read(`/.tool-results/${CALL_ID}.json`)).content)).toEqual(rows);
  });

  it('loses its rest when no file can hold it', async () => {
    const { result } = await makeWorld(returning('x'.repeat(LIMITS.fileBytes + 1))).run();
    expect(result).toMatchObject({ truncated: true, bytes_total: LIMITS.fileBytes + 1 });
    expect(result).not.toHaveProperty('path');
  });
});

describe('a registry', () => {
  it('refuses two tools of one name', () => {
    expect(() => createToolRegistry([returning(1), returning(2)])).toThrow('share a name');
  });
});
