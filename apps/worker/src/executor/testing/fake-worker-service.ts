import type {
  BegunAtom,
  ClientFrame,
  CommitAtomRequest,
  CommitAtomResponse,
  EndSegmentRequest,
  EndSegmentResponse,
  EventStream,
  FailAttemptRequest,
  GetTurnContextRequest,
  ServerFrame,
  GetSecretRequest,
  GetSecretResponse,
  CallStep,
  FindSourceRequest,
  ListStepsRequest,
  RecordStepRequest,
  SessionFileRequest,
  SessionFileResponse,
  StoreContentsRequest,
  StoreContentsResponse,
  SuspendCallRequest,
  TurnContextResponse,
  UploadFileRequest,
  UploadFileResponse,
  WaitForCallsRequest,
  WaitForCallsResponse,
  WorkerService,
} from '@everruns/internal-protocol';
import {
  EverrunsError,
  MessageId,
  formatAtomKey,
  type AtomOutcome,
  type AtomRef,
  type AttemptToken,
  type EventDraft,
  type ExecId,
  type Message,
  type RuntimeAgent,
  type ToolCall,
} from '@everruns/schemas';
import { TEST_IDS, makeInputMessage, makeTestUuid } from '@everruns/core/testing';
import type { Clock, Ids } from '@everruns/core';
import { acknowledge, iterationOf, label, type AtomRow } from './fake-atoms.ts';
import { FakeSessionFiles } from './fake-session-files.ts';

/**
 * One turn of one session, strict about tokens and order as the real service is, with faults on demand. `calls` is what was asked
 * of it, one word each.
 */
export class FakeWorkerService implements WorkerService {
  readonly calls: string[] = [];
  readonly events: EventDraft[] = [];
  readonly frames: ClientFrame[] = [];
  readonly failures: FailAttemptRequest[] = [];
  readonly ends: EndSegmentRequest['end'][] = [];
  readonly files: FakeSessionFiles;
  /** The steps of the call that runs. */
  readonly steps = new Map<string, CallStep>();
  readonly sources = new Set<string>();
  /** What requests held besides their messages. */
  readonly contents = new Set<string>();
  /** Whether the organization has room for contents. */
  hasRoom = true;
  /** Calls of these names throw `unavailable` this many times: before they do anything, or after they did it. */
  readonly outages: { name: string; when: 'before' | 'after'; left: number }[] = [];
  /** Whether frames are acknowledged as they come. */
  isKeepingUp = true;
  segment = 1;
  status: 'running' | 'waiting' | 'completed' | 'failed' = 'running';
  beginError: EverrunsError | undefined;
  unreadInput: string[] = [];
  readonly #agent: RuntimeAgent;
  readonly #messages: Message[] = [];
  readonly #atoms = new Map<string, AtomRow>();
  #malformedCalls = 0;
  #onServerFrame: (frame: ServerFrame) => void = () => {};
  #nextMessage = 100;

  constructor(agent: RuntimeAgent, { clock, ids, input = 'Hello' }: { clock: Clock; ids: Ids; input?: string }) {
    this.#agent = agent;
    this.files = new FakeSessionFiles({ clock, ids });
    this.#append(makeInputMessage(input));
    this.#makeAtom({ turn_id: TEST_IDS.turn, iteration: 1, kind: 'reason', ordinal: 0 }, null);
  }

  get messages(): readonly Message[] {
    return this.#messages;
  }

  /** Plays an order that comes down the event stream. */
  say(frame: ServerFrame): void {
    this.#onServerFrame(frame);
  }

  /** Ends the segment from outside, as a cancel does. */
  stop(): void {
    this.segment += 1;
    this.say({ kind: 'stop', turn_id: TEST_IDS.turn, segment: this.segment, reason: 'canceled' });
  }

  /** Approves a call (it becomes runnable) or answers it for the client. */
  resolveCall(iteration: number, ordinal: number, how: 'approve' | 'answer'): void {
    const atom = this.#find({ turn_id: TEST_IDS.turn, iteration, kind: 'act', ordinal });
    if (how === 'approve') atom.status = 'open';
    else this.#settle(atom, { kind: 'act', ok: true });
    if (this.#openCalls(iteration).length === 0) this.#openReason(iteration + 1);
  }

  getTurnContext(request: GetTurnContextRequest): Promise<TurnContextResponse> {
    return this.#answer(`begin ${label(request.atom)}`, () => {
      if (this.beginError !== undefined) throw this.beginError;
      const atom = this.#find(request.atom);
      if (atom.outcome !== null) return this.#recorded(atom, { outcome: atom.outcome, segment: request.segment });
      this.#checkSegment(request.segment);
      if (atom.status === 'waiting') throw new EverrunsError('conflict', 'the call waits');
      const begun = this.#begin(atom, request.exec_id, request.have_sequence);
      if (atom.ref.kind === 'reason') return { status: 'begun', begun };
      // A Begin of a call brings no conversation: the next Reason still has all of it to ask for.
      return { status: 'begun', begun: { ...begun, messages: [], head_sequence: request.have_sequence } };
    });
  }

  commitAtom(request: CommitAtomRequest): Promise<CommitAtomResponse> {
    return this.#answer(`commit ${label(request.token.atom)}`, () => {
      const atom = this.#find(request.token.atom);
      const isRepeated = atom.outcome !== null && atom.execId === request.token.exec_id;
      if (!isRepeated) this.#record(atom, request);
      if (atom.outcome === null) throw new Error('not recorded');
      return { outcome: atom.outcome, begun: this.#beginSuccessors(request) };
    });
  }

  failAttempt(request: FailAttemptRequest): Promise<void> {
    return this.#answer(`fail ${label(request.token.atom)} ${request.retry_class}`, () => {
      const atom = this.#checkToken(request.token);
      atom.status = 'open';
      atom.failures += 1;
      this.failures.push(request);
    });
  }

  endSegment(request: EndSegmentRequest): Promise<EndSegmentResponse> {
    return this.#answer(`end ${request.end.kind}`, () => {
      this.#checkProof(request.token);
      this.#checkSegment(request.segment);
      const { end } = request;
      const waits =
        end.kind === 'parked' ? end.wait_ordinals.map((ordinal) => ({ iteration: iterationOf(end), ordinal })) : [];
      const isOver = waits.some(
        (wait) => this.#find({ turn_id: TEST_IDS.turn, kind: 'act', ...wait }).status !== 'waiting',
      );
      if (isOver) return { status: 'refused' };
      this.ends.push(end);
      this.status = end.kind === 'parked' ? 'waiting' : 'failed';
      return { status: 'ended' };
    });
  }

  waitForCalls(request: WaitForCallsRequest): Promise<WaitForCallsResponse> {
    return this.#answer(`wait ${request.iteration} [${request.ordinals.join()}]`, () => {
      this.#checkProof(request.token);
      if (this.segment !== request.segment) return { status: 'ended', runnable: [], open: [] };
      const rows = request.ordinals.map((ordinal) =>
        this.#find({ turn_id: TEST_IDS.turn, iteration: request.iteration, kind: 'act', ordinal }),
      );
      const ordinals = (status: AtomRow['status']) =>
        rows.filter((row) => row.status === status).map((row) => row.ref.ordinal);
      return { status: 'waited', runnable: ordinals('open'), open: ordinals('waiting') };
    });
  }

  sessionFile({ token, operation }: SessionFileRequest): Promise<SessionFileResponse> {
    return this.#answer(`file ${operation.kind}`, () => {
      this.#checkToken(token);
      return this.files.answer(operation);
    });
  }

  uploadFile({ token, content }: UploadFileRequest): Promise<UploadFileResponse> {
    return this.#answer('upload', () => {
      this.#checkToken(token);
      return { hash: this.files.upload(content) };
    });
  }

  listSteps({ token }: ListStepsRequest): Promise<CallStep[]> {
    return this.#answer('steps', () => {
      this.#checkToken(token);
      return [...this.steps.values()];
    });
  }

  recordStep({ token, step }: RecordStepRequest): Promise<void> {
    return this.#answer(`step ${step.name}`, () => {
      this.#checkToken(token);
      this.steps.set(step.name, step);
    });
  }

  findSource({ token, url }: FindSourceRequest): Promise<boolean> {
    return this.#answer('source', () => {
      this.#checkToken(token);
      return this.sources.has(url);
    });
  }

  storeContents({ token, contents }: StoreContentsRequest): Promise<StoreContentsResponse> {
    return this.#answer('contents', () => {
      this.#checkToken(token);
      if (this.hasRoom) for (const content of contents) this.contents.add(content);
      return { is_stored: this.hasRoom };
    });
  }

  getSecret({ token, name, host }: GetSecretRequest): Promise<GetSecretResponse> {
    this.#checkToken(token);
    return this.#answer(`secret ${name}`, () => ({ value: `${name} for ${host}` }));
  }

  suspendCall({ token, kind }: SuspendCallRequest): Promise<void> {
    this.#checkToken(token);
    return this.#answer(`suspend ${kind}`, () => void (this.#find(token.atom).status = 'waiting'));
  }
  openEventStream(onServerFrame: (frame: ServerFrame) => void): EventStream {
    this.#onServerFrame = onServerFrame;
    return {
      send: (frame) => {
        this.frames.push(frame);
        if (frame.kind === 'frame' && this.isKeepingUp) onServerFrame(acknowledge(frame));
      },
      close: async () => void this.calls.push('close stream'),
    };
  }

  async #answer<Result>(call: string, work: () => Result | Promise<Result>): Promise<Result> {
    this.calls.push(call);
    const outage = this.outages.find(({ name, left }) => call.startsWith(name) && left > 0);
    if (outage !== undefined) outage.left -= 1;
    if (outage?.when === 'before') throw new EverrunsError('unavailable', 'away');
    const result = await work();
    if (outage?.when === 'after') throw new EverrunsError('unavailable', 'the answer was lost');
    return result;
  }

  #begin(atom: AtomRow, execId: ExecId, haveSequence: number): BegunAtom {
    if (atom.execId !== execId) atom.attempt += 1;
    atom.execId = execId;
    atom.status = 'begun';
    return {
      token: this.#tokenOf(atom, execId),
      input_message_id: TEST_IDS.input,
      failures: atom.failures,
      malformed_calls: this.#malformedCalls,
      ...(haveSequence === 0 ? { agent: this.#agent } : {}),
      messages: this.#messages.filter((message) => (message.sequence ?? 0) > haveSequence),
      head_sequence: this.#messages.length,
      ...(atom.call === null ? {} : { call: atom.call }),
      deadline_at_ms: Number.MAX_SAFE_INTEGER,
    };
  }
  #beginSuccessors(request: CommitAtomRequest): BegunAtom[] {
    const due = [...this.#atoms.values()].filter((atom) => atom.status === 'open' && atom.attempt === 0);
    return request.successor_exec_ids.flatMap((execId, index) => {
      const begun = [...this.#atoms.values()].find((atom) => atom.execId === execId) ?? due[index];
      if (begun === undefined) return [];
      const { agent: _agent, ...rest } = this.#begin(begun, execId, request.have_sequence);
      return [rest];
    });
  }
  #record(atom: AtomRow, { token, events, result }: CommitAtomRequest): void {
    this.#checkToken(token);
    if (events.some((event) => this.#coversTheFuture(event)))
      throw new EverrunsError('invalid_request', 'not in the log yet');
    if (result.kind === 'act') this.files.apply(result.files ?? []);
    for (const event of events) this.#recordEvent(event);
    if (result.kind === 'act') {
      for (const url of result.sources ?? []) this.sources.add(url);
      if (result.has_steps === true) this.steps.clear();
      this.#settle(atom, { kind: 'act', ok: result.ok });
      if (this.#openCalls(atom.ref.iteration).length === 0) this.#openReason(atom.ref.iteration + 1);
      return;
    }
    const answered = new Map(result.results.map((one) => [one.ordinal, one]));
    const open = result.calls.filter((call) => !answered.has(call.ordinal));
    const waits = open.filter((call) => this.#isWaiting(call)).map((call) => call.ordinal);
    const calls = open.filter((call) => !this.#isWaiting(call)).map((call) => call.ordinal);
    this.#malformedCalls += result.calls.filter((call) => call.arguments_error !== undefined).length;
    for (const call of result.calls) {
      const row = this.#makeAtom({ ...atom.ref, kind: 'act', ordinal: call.ordinal }, call);
      if (waits.includes(call.ordinal)) row.status = 'waiting';
      const answer = answered.get(call.ordinal);
      if (answer === undefined) continue;
      for (const event of answer.events) this.#recordEvent(event);
      this.#settle(row, { kind: 'act', ok: answer.ok });
    }
    const done = result.calls.length === 0 && this.unreadInput.length === 0;
    this.#settle(atom, { kind: 'reason', done, call_ordinals: calls, wait_ordinals: waits });
    if (done) this.status = 'completed';
    if (open.length === 0 && !done) this.#openReason(atom.ref.iteration + 1);
  }
  #coversTheFuture(event: EventDraft): boolean {
    if (event.type !== 'context.compacted') return false;
    return (event.data.message.compaction?.covered_through_sequence ?? 0) > this.#messages.length;
  }
  #recordEvent(event: EventDraft): void {
    this.events.push(event);
    if (event.type === 'output.message.completed' || event.type === 'context.compacted')
      this.#append(event.data.message);
    if (event.type !== 'tool.completed') return;
    const id = MessageId.parse(makeTestUuid((this.#nextMessage += 1)));
    this.#append({
      ...makeInputMessage(''),
      id,
      role: 'tool_result',
      content: [event.data.result, ...(event.data.images ?? [])],
    });
  }
  #openReason(iteration: number): void {
    for (const text of this.unreadInput.splice(0)) {
      this.#append(makeInputMessage(text, { id: MessageId.parse(makeTestUuid((this.#nextMessage += 1))) }));
    }
    this.#makeAtom({ turn_id: TEST_IDS.turn, iteration, kind: 'reason', ordinal: 0 }, null);
  }
  #append(message: Message): void {
    this.#messages.push({ ...message, sequence: this.#messages.length + 1 });
  }

  #makeAtom(ref: AtomRef, call: ToolCall | null): AtomRow {
    const row: AtomRow = { ref, status: 'open', attempt: 0, execId: null, failures: 0, call, outcome: null };
    this.#atoms.set(formatAtomKey(ref), row);
    return row;
  }

  #settle(atom: AtomRow, outcome: AtomOutcome): void {
    atom.status = 'recorded';
    atom.outcome = outcome;
  }

  #openCalls(iteration: number): AtomRow[] {
    return [...this.#atoms.values()].filter(
      ({ ref, outcome }) => ref.kind === 'act' && ref.iteration === iteration && outcome === null,
    );
  }

  #isWaiting(call: ToolCall): boolean {
    const policy = this.#agent.tools.find((tool) => tool.name === call.name)?.policy ?? 'auto';
    return policy !== 'auto' && call.arguments_error === undefined;
  }

  #find(ref: AtomRef): AtomRow {
    const atom = this.#atoms.get(formatAtomKey(ref));
    if (atom === undefined) throw new EverrunsError('internal', `there is no atom ${formatAtomKey(ref)}`);
    return atom;
  }

  #checkToken(token: AttemptToken): AtomRow {
    const atom = this.#find(token.atom);
    this.#checkSegment(token.segment);
    const isNewest = atom.status === 'begun' && atom.execId === token.exec_id && atom.attempt === token.attempt;
    if (!isNewest) throw new EverrunsError('fenced', 'a newer attempt owns this atom');
    return atom;
  }

  /** With the token that recorded it, while the segment that asks is the turn's own. */
  #recorded(
    { ref, execId, attempt }: AtomRow,
    { outcome, segment }: { outcome: AtomOutcome; segment: number },
  ): TurnContextResponse {
    const isOwn = this.segment === segment && this.status === 'running';
    if (execId === null || !isOwn) return { status: 'recorded', outcome };
    const token = { atom: ref, session_id: TEST_IDS.session, segment: this.segment, exec_id: execId, attempt };
    return { status: 'recorded', outcome, token };
  }

  /** Whoever speaks of the whole segment shows an attempt of it. */
  #checkProof(token: AttemptToken | undefined): void {
    const atom = token === undefined ? undefined : this.#atoms.get(formatAtomKey(token.atom));
    const isGranted = atom !== undefined && atom.execId === token?.exec_id && atom.attempt === token.attempt;
    if (!isGranted) throw new EverrunsError('fenced', 'this attempt was never granted');
  }

  #checkSegment(segment: number): void {
    if (this.segment !== segment || this.status !== 'running') throw new EverrunsError('fenced', 'the segment is over');
  }

  #tokenOf(atom: AtomRow, execId: ExecId): AttemptToken {
    const { ref, attempt } = atom;
    return { atom: ref, session_id: TEST_IDS.session, segment: this.segment, exec_id: execId, attempt };
  }
}
