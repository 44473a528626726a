import { randomUUID } from 'node:crypto';
import { createLogger } from '@everruns/log';
import { v7 } from 'uuid';
import type { BegunAtom, WorkerService } from '@everruns/internal-protocol';
import {
  DEFAULT_ORGANIZATION_ID,
  hasErrorCode,
  toolCallId,
  ZERO_USAGE,
  type AgentId,
  type AgentLimits,
  type AtomRef,
  type CreateMessageRequest,
  type EventDraft,
  type ExecId,
  type ResolvedModel,
  type SessionId,
  type ToolCall,
  type ToolsPolicy,
  type TurnId,
} from '@everruns/schemas';
import { reasonEvents, toolEvent } from './kit-events.ts';
import { createKitAgents, type KitSettings } from './kit-agents.ts';
import { TOOLS } from './kit-tools.ts';
import { RecordingHub } from './recording-hub.ts';
import { openDatabase, runSql, type OpenDatabase } from '../../db/database.ts';
import { systemClock } from '@everruns/kernel';
import { createCursorCodec } from '../../kernel/cursor.ts';
import { UnreadableRows } from '../../kernel/unreadable-rows.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { OrganizationLimits } from '../../limits/organization-limits.ts';
import { sessionFiles } from '../../services/files/session-files.ts';
import { createTestDatabase } from '../../testing/test-database.ts';
import { withOther } from '../../testing/with-other.ts';
import { GroupCommit } from '../memory/group-commit.ts';
import { GroupCreate } from '../memory/group-create.ts';
import { createWorkerService } from '../create-worker-service.ts';
import type { EngineDeps, EngineMoment } from '../transact/engine-deps.ts';
import { bindVerbs, type BoundVerbs } from './bind-verbs.ts';
import { ModelNames } from '../memory/model-names.ts';
import { SessionMemory, type RememberedSession } from '../memory/session-memory.ts';
import type { SessionPair } from '../state/delivery.ts';
import type { TurnState } from '../state/rows.ts';
import { KnownAttempts } from '../memory/known-attempts.ts';
import { WorkerStreams, type FrameRefusal, type RunningSegment } from '../runners/worker-streams.ts';
import { judgeAttempts } from '../statements/judge-attempts.ts';
import { EVERY_SUBJECT } from '../../kernel/subject-reach.ts';

export const CTX: RequestContext = {
  org_id: DEFAULT_ORGANIZATION_ID,
  principal: 'test',
  subjects: EVERY_SUBJECT,
  request_id: 'test',
};

export { TOOLS };

/** Returns `accepted`, `fenced`, or the other error. */
export const fenced = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'accepted',
    (error: unknown) => (hasErrorCode(error, 'fenced') ? 'fenced' : error),
  );

/** Returns nothing remembered while a test holds transactions at their moments. */
class KitMemory extends SessionMemory {
  readonly #isOn: () => boolean;

  constructor(isOn: () => boolean) {
    super({ sessions: 100, conversations: 1_000_000 });
    this.#isOn = isOn;
  }

  override find(sessionId: string): RememberedSession | null {
    return this.#isOn() ? super.find(sessionId) : null;
  }
}

interface CommitReasonOptions {
  /** Events that are recorded before the generation. */
  before?: EventDraft[];
  text?: string;
  /** The names of tools in `TOOLS`. */
  calls?: string[];
  /** The ordinals of calls whose results come with the generation. */
  answered?: number[];
  successors?: number;
}

/** The engine over its own database, driven step by step, without a runner, a clock or a worker. */
export class EngineKit implements KitSettings, AsyncDisposable {
  /** For tests, which have all rights. */
  readonly database: OpenDatabase;
  /** Of the engine, as it works for all organizations in the roles of the product. */
  readonly deps: EngineDeps;
  readonly verbs: BoundVerbs;
  readonly service: WorkerService;
  readonly hub = new RecordingHub();
  readonly dispatched: TurnState[] = [];
  readonly stops: { turn_id: string; segment: number }[] = [];
  /** The reasons why frames of workers were dropped, and the segments that their heartbeats kept alive. */
  readonly refused: FrameRefusal[] = [];
  readonly alive: RunningSegment[] = [];
  readonly url: string;
  /** Set this to hold a transaction at a moment. From then on everything is decided under the lock. */
  onMoment: ((moment: EngineMoment) => Promise<void>) | null = null;
  /** The limits of the agent, and the files that its sub-agents get. */
  limits: AgentLimits = {};
  inputFiles: string[] = [];
  /** What sessions have for each other, as it was told. */
  readonly toDeliver: SessionPair[] = [];
  /** The policy of the agent. */
  toolsPolicy: ToolsPolicy | undefined;
  /** The model to which a turn may still fall back. */
  fallback: ResolvedModel | null = null;
  /** The parameters that models were reported to refuse. */
  readonly refusedParameters: { id: string; parameters: readonly string[] }[] = [];
  readonly #running: OpenDatabase;
  readonly #dispose: () => PromiseLike<void>;

  private constructor(url: string, dispose: () => PromiseLike<void>) {
    this.url = url;
    this.#dispose = dispose;
    const log = createLogger({ level: 'silent' });
    this.database = openDatabase({ url, size: 10, log });
    this.#running = openDatabase({ url, size: 10, hasRoles: true, log });
    const agents = createKitAgents(this);
    const memory = new KitMemory(() => this.onMoment === null);
    this.deps = {
      db: this.#running.forAll,
      hub: this.hub,
      log,
      clock: systemClock,
      newId: () => v7(),
      cursors: createCursorCodec(Buffer.alloc(32, 7)),
      unreadable: new UnreadableRows(log),
      agents,
      sessionFiles: { ...sessionFiles, fetch: () => Promise.reject(new Error('no server is asked here')) },
      resolveSecret: async (_tx, _ctx, { name, host }) => `${name} for ${host}`,
      modelNames: new ModelNames(agents),
      memory,
      commits: new GroupCommit(this.#running.commits, memory),
      creates: new GroupCreate(this.#running),
      attempts: this.#knowAttempts(),
      limits: new OrganizationLimits({ db: this.#running.db, clock: systemClock, defaults: {} }),
      reserve: () => null,
      onDispatch: (turn) => void this.dispatched.push(structuredClone(turn)),
      onDeliver: (pairs) => void this.toDeliver.push(...pairs),
      onStop: (stop) => void this.stops.push(stop),
      onMoment: async (moment) => this.onMoment?.(moment),
    };
    this.verbs = bindVerbs(withOther(this.deps, { db: this.#running.db }));
    this.service = this.serve(this.deps);
  }

  /** Returns the service of a process, as its workers call it. */
  serve(deps: EngineDeps): WorkerService {
    const onRefused = (reason: FrameRefusal) => void this.refused.push(reason);
    const onAlive = (segments: RunningSegment[]) => void this.alive.push(...segments);
    return createWorkerService(deps, new WorkerStreams({ hub: this.hub, attempts: deps.attempts, onAlive, onRefused }));
  }

  #knowAttempts(): KnownAttempts {
    return new KnownAttempts({ judge: (tokens) => judgeAttempts(this.#running.forAll, tokens), clock: systemClock });
  }

  static async open(): Promise<EngineKit> {
    const database = await createTestDatabase();
    return new EngineKit(database.url, () => database[Symbol.asyncDispose]());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#running.close();
    await this.database.close();
    await this.#dispose();
  }

  /** The engine of another process on the same database, which remembers nothing of this process's changes. */
  otherProcess(memory = new SessionMemory({ sessions: 10, conversations: 1_000_000 })): EngineDeps {
    const commits = new GroupCommit(this.#running.commits, memory);
    return { ...this.deps, memory, commits, attempts: this.#knowAttempts() };
  }

  /** Creates a session with a new agent. */
  async newSession(agent: { busy_policy?: string; limits?: object } = {}): Promise<SessionId> {
    const agentId = v7() as AgentId;
    const sessionId = v7() as SessionId;
    await runSql(
      this.database.db,
      `insert into agents (org_id, id, name, system_prompt, capabilities, tools, limits, busy_policy) values ($1, $2, 'a', '', '[]', '[]', $3, $4)`,
      [CTX.org_id, agentId, JSON.stringify(agent.limits ?? {}), agent.busy_policy ?? 'queue'],
    );
    await runSql(this.database.db, `insert into sessions (org_id, id, agent_id, usage) values ($1, $2, $3, $4)`, [
      CTX.org_id,
      sessionId,
      agentId,
      JSON.stringify(ZERO_USAGE),
    ]);
    return sessionId;
  }

  post(sessionId: SessionId, text: string, options: Partial<CreateMessageRequest> & { key?: string } = {}) {
    const { key, ...controls } = options;
    const request: CreateMessageRequest = { message: { role: 'user', content: [{ type: 'text', text }] }, ...controls };
    const idempotency = key === undefined ? null : { scope: `post ${sessionId}`, key, fingerprint: text };
    return this.verbs.createMessage(CTX, { session_id: sessionId, request, idempotency });
  }

  /** Begins an atom of the turn's newest dispatched segment. Throws if the atom was already recorded. */
  async begin(
    turnId: TurnId,
    atom: Partial<AtomRef> = {},
    options: { segment?: number; execId?: string; haveSequence?: number } = {},
  ): Promise<BegunAtom> {
    const segment = options.segment ?? this.dispatched.findLast((turn) => turn.id === turnId)?.segment ?? 0;
    const answer = await this.service.getTurnContext({
      atom: { turn_id: turnId, iteration: 1, kind: 'reason', ordinal: 0, ...atom },
      segment,
      exec_id: (options.execId ?? randomUUID()) as ExecId,
      have_sequence: options.haveSequence ?? 0,
    });
    if (answer.status !== 'begun') throw new Error(`this atom is ${answer.status}`);
    return answer.begun;
  }

  /** Commits a generation. Without calls it is a final answer. */
  commitReason(begun: BegunAtom, options: CommitReasonOptions = {}, service = this.service) {
    const names = options.calls ?? [];
    const calls = names.map((name, ordinal): ToolCall => ({
      id: toolCallId(begun.token.atom, ordinal),
      ordinal,
      name,
      arguments: {},
      provider_call_id: 'call_0',
    }));
    const results = (options.answered ?? []).map((ordinal) => ({
      ordinal,
      ok: true,
      events: [toolEvent({ id: toolCallId(begun.token.atom, ordinal), name: names[ordinal] ?? '' }, 'done')],
    }));
    return service.commitAtom({
      token: begun.token,
      events: [...(options.before ?? []), ...reasonEvents(begun, options.text ?? 'answer', calls)],
      result: { kind: 'reason', calls, usage: { ...ZERO_USAGE, input_tokens: 10, output_tokens: 5 }, results },
      successor_exec_ids: Array.from({ length: options.successors ?? 0 }, () => randomUUID() as ExecId),
      have_sequence: begun.head_sequence,
    });
  }

  commitAct(begun: BegunAtom, result = 'done') {
    const id = begun.call?.id ?? toolCallId(begun.token.atom, begun.token.atom.ordinal);
    return this.service.commitAtom({
      token: begun.token,
      events: [toolEvent({ id, name: begun.call?.name ?? '' }, result)],
      result: { kind: 'act', ok: true },
      successor_exec_ids: [],
      have_sequence: begun.head_sequence,
    });
  }

  /** Returns the events of the log in order, after asserting that their sequences have no gaps. */
  async log(sessionId: SessionId): Promise<{ type: string; data: Record<string, unknown>; turn_id: string | null }[]> {
    const rows = await runSql<{
      sequence: number;
      type: string;
      data: Record<string, unknown>;
      turn_id: string | null;
    }>(
      this.database.db,
      'select sequence, type, data, turn_id from events where org_id = $1 and session_id = $2 order by sequence',
      [CTX.org_id, sessionId],
    );
    for (const [index, row] of rows.entries())
      if (row.sequence !== index + 1) throw new Error(`a hole before sequence ${row.sequence}`);
    return rows;
  }

  async types(sessionId: SessionId): Promise<string[]> {
    return (await this.log(sessionId)).map((event) => event.type);
  }

  async count(sessionId: SessionId, type: string): Promise<number> {
    return (await this.types(sessionId)).filter((other) => other === type).length;
  }
}
