import { MessageId } from '@everruns/schemas';
import type {
  ActOutcome,
  EventDraft,
  JsonValue,
  Message,
  ReasonOutcome,
  RuntimeAgent,
  ToolCall,
  ToolDefinition,
  ToolResultPart,
} from '@everruns/schemas';
import { z } from 'zod';
import { type ActAtom, createActAtom } from '../atoms/act.ts';
import { type ReasonAtom, createReasonAtom } from '../atoms/reason.ts';
import { toToolParameters } from '../catalog.ts';
import type { ProviderError } from '../llm/provider-error.ts';
import type { Ids } from '../ports/ids.ts';
import { createToolExecutor } from '../tools/execute.ts';
import { type Tool, createToolRegistry } from '../tools/tool.ts';
import { runTurn } from '../turn/run-turn.ts';
import type { SegmentEnd, SegmentEnded, SuspendedCall, TurnRuntime } from '../turn/turn-runtime.ts';
import {
  TEST_IDS,
  makeAtom,
  makeAtomContext,
  makeInputMessage,
  makeRuntimeAgent,
  makeToolDefinition,
} from './builders.ts';
import { type FakeClock, createFakeClock } from './fake-clock.ts';
import { InMemorySessionFileStore } from './in-memory-session-file-store.ts';
import {
  type InMemoryMessageStore,
  createInMemoryAgentStore,
  createInMemoryLlmProviderStore,
  createInMemoryMessageStore,
} from './in-memory-stores.ts';
import { createInlineOffload, createInlineRunJob } from './inline-offload.ts';
import { NO_HEADS } from './no-heads.ts';
import { InMemorySources, InMemorySteps } from './in-memory-steps.ts';
import { NO_SECRETS } from './no-secrets.ts';
import { createRefusingEgress } from './refusing-egress.ts';
import { NO_MCP } from './no-mcp.ts';
import { createNoSandbox } from './no-sandbox.ts';
import { type RecordingEventEmitter, createRecordingEventEmitter } from './recording-event-emitter.ts';
import { type ScriptedAnswer, type ScriptedDriver, createScriptedDriver } from './scripted-driver.ts';
import { createScriptedToolModel } from './scripted-tool-model.ts';
import { createSequentialIds } from './sequential-ids.ts';

export interface InMemoryTurnOptions {
  input: string;
  /** The model's answers, call by call. */
  answers: ScriptedAnswer[];
  tools?: Tool[];
  /** Tools without an implementation here: they run on the client, or need approval. */
  definitions?: ToolDefinition[];
  agent?: Partial<RuntimeAgent>;
}

/** A whole turn without services: the real loop, atoms and tools on in-memory stores and a scripted model. */
export class InMemoryTurn implements TurnRuntime {
  readonly driver: ScriptedDriver;
  readonly emitter: RecordingEventEmitter = createRecordingEventEmitter();
  readonly clock: FakeClock = createFakeClock();
  readonly files: InMemorySessionFileStore;
  readonly events: EventDraft[] = [];
  /** How the segment ended, if it did not end with an answer. */
  end: SegmentEnd | { kind: 'error'; error: ProviderError } | undefined;
  readonly #ids: Ids = createSequentialIds();
  readonly #agent: RuntimeAgent;
  readonly #messages: InMemoryMessageStore;
  readonly #reason: ReasonAtom;
  readonly #act: ActAtom;
  readonly #calls = new Map<string, ToolCall>();
  readonly #outcomes = new Map<number, ReasonOutcome>();
  readonly #answered = new Set<string>();
  #malformedCalls = 0;

  constructor(options: InMemoryTurnOptions) {
    const tools = options.tools ?? [];
    this.#agent = makeRuntimeAgent({
      tools: [...tools.map(toDefinition), ...(options.definitions ?? [])],
      ...options.agent,
    });
    this.driver = createScriptedDriver(options.answers);
    this.files = new InMemorySessionFileStore({ session_id: TEST_IDS.session, clock: this.clock, ids: this.#ids });
    this.#messages = createInMemoryMessageStore([makeInputMessage(options.input)]);
    const agents = createInMemoryAgentStore(new Map([[TEST_IDS.turn, this.#agent]]));
    const models = createInMemoryLlmProviderStore(new Map([[TEST_IDS.turn, this.#agent.model]]));
    const shared = { agents, events: this.emitter, clock: this.clock };
    this.#reason = createReasonAtom({
      ...shared,
      models,
      messages: this.#messages,
      heads: NO_HEADS,
      runJob: createInlineRunJob(),
      createDriver: () => this.driver,
    });
    const executor = createToolExecutor(createToolRegistry(tools), this.clock);
    this.#act = createActAtom({
      ...shared,
      tools: executor,
      files: this.files,
      offload: createInlineOffload(),
      egress: createRefusingEgress(),
      secrets: NO_SECRETS,
      steps: new InMemorySteps(),
      sources: new InMemorySources(),
      sandbox: createNoSandbox(),
      model: createScriptedToolModel(),
      mcp: NO_MCP,
    });
  }

  /** Runs until the answer, a failure or a park. `start_iteration` resumes after a park. */
  async run(start_iteration = 1): Promise<void> {
    await runTurn(this, { start_iteration, max_iterations: this.#agent.limits.max_iterations });
  }

  messages(): Promise<Message[]> {
    return this.#messages.list({ session_id: TEST_IDS.session, after_sequence: 0 });
  }

  /** Returns the text of the newest message. */
  async answer(): Promise<string> {
    const parts = (await this.messages()).at(-1)?.content ?? [];
    return parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
  }

  /** Submits the result of a waiting call, as a client does. */
  submitResult(iteration: number, ordinal: number, result: JsonValue): void {
    const call = this.#getCall(iteration, ordinal);
    this.#answered.add(callKey(iteration, ordinal));
    this.#appendResult({ type: 'tool_result', tool_call_id: call.id, result });
  }

  async reason(iteration: number): Promise<ReasonOutcome | SegmentEnded> {
    const recorded = this.#outcomes.get(iteration);
    if (recorded !== undefined) return recorded;
    const atom = makeAtom({ iteration });
    const result = await this.#reason(
      { atom, context: makeAtomContext(), attempt: 1, malformed_calls: this.#malformedCalls },
      new AbortController().signal,
    );
    if (result.kind === 'failed') return this.#fail(result.error);
    this.#record(result.events);
    for (const call of result.calls) this.#calls.set(callKey(iteration, call.ordinal), call);
    this.#malformedCalls += result.calls.filter((call) => call.arguments_error !== undefined).length;
    const outcome: ReasonOutcome = {
      kind: 'reason',
      done: result.calls.length === 0,
      call_ordinals: result.calls.filter((call) => !this.#isWaiting(call)).map((call) => call.ordinal),
      wait_ordinals: result.calls.filter((call) => this.#isWaiting(call)).map((call) => call.ordinal),
    };
    this.#outcomes.set(iteration, outcome);
    return outcome;
  }

  async act(iteration: number, ordinal: number): Promise<ActOutcome | SuspendedCall | SegmentEnded> {
    const recorded = this.#answered.has(callKey(iteration, ordinal));
    if (recorded) return { kind: 'act', ok: true };
    const atom = makeAtom({ iteration, kind: 'act', ordinal });
    const call = this.#getCall(iteration, ordinal);
    const input = { atom, context: makeAtomContext(), attempt: 1, call };
    const result = await this.#act(input, new AbortController().signal);
    if (result.kind === 'failed') return this.#fail(result.error);
    if (result.kind === 'suspended') return { kind: 'suspended' };
    this.#answered.add(callKey(iteration, ordinal));
    this.#record(result.events);
    return { kind: 'act', ok: result.ok };
  }

  async waitFor(
    iteration: number,
    ordinals: number[],
  ): Promise<{ kind: 'waited'; runnable: number[]; open: number[] }> {
    const open = ordinals.filter((ordinal) => !this.#answered.has(callKey(iteration, ordinal)));
    return { kind: 'waited', runnable: [], open };
  }

  async endSegment(end: SegmentEnd): Promise<{ kind: 'ended' }> {
    this.end = end;
    return { kind: 'ended' };
  }

  #fail(error: ProviderError): SegmentEnded {
    this.end = { kind: 'error', error };
    return { kind: 'ended' };
  }

  #record(events: EventDraft[]): void {
    for (const event of events) {
      this.events.push(event);
      if (event.type === 'output.message.completed' || event.type === 'context.compacted') {
        this.#messages.append(event.data.message);
      }
      if (event.type === 'tool.completed') this.#appendResult(event.data.result);
    }
  }

  #appendResult(part: ToolResultPart): void {
    const id = MessageId.parse(this.#ids.uuid());
    this.#messages.append({ ...makeInputMessage(''), id, role: 'tool_result', content: [part] });
  }

  #isWaiting(call: ToolCall): boolean {
    const policy = this.#agent.tools.find((tool) => tool.name === call.name)?.policy ?? 'auto';
    return policy !== 'auto' && call.arguments_error === undefined;
  }

  #getCall(iteration: number, ordinal: number): ToolCall {
    const call = this.#calls.get(callKey(iteration, ordinal));
    if (call === undefined) throw new Error(`there is no call ${callKey(iteration, ordinal)}`);
    return call;
  }
}

function callKey(iteration: number, ordinal: number): string {
  return `${iteration}.${ordinal}`;
}

function toDefinition(tool: Tool): ToolDefinition {
  const parameters = tool.parameters instanceof z.ZodObject ? toToolParameters(tool.parameters) : { type: 'object' };
  return makeToolDefinition({ name: tool.name, description: tool.name, parameters });
}
