import type { BegunAtom, CommitAtomRequest, CallStep, TurnContextResponse } from '@everruns/internal-protocol';
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
import { type AtomRow } from './fake-atoms.ts';
import { FakeSessionFiles } from './fake-session-files.ts';

/** What happens in one turn of one session: its atoms with their tokens, and its log. */
export class FakeTurn {
  readonly events: EventDraft[] = [];
  readonly files: FakeSessionFiles;
  /** The steps of the call that runs. */
  readonly steps = new Map<string, CallStep>();
  readonly sources = new Set<string>();
  segment = 1;
  status: 'running' | 'waiting' | 'completed' | 'failed' = 'running';
  unreadInput: string[] = [];
  readonly #agent: RuntimeAgent;
  readonly #messages: Message[] = [];
  readonly #atoms = new Map<string, AtomRow>();
  #malformedCalls = 0;
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

  protected begin(atom: AtomRow, execId: ExecId, haveSequence: number): BegunAtom {
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

  protected beginSuccessors(request: CommitAtomRequest): BegunAtom[] {
    const due = [...this.#atoms.values()].filter((atom) => atom.status === 'open' && atom.attempt === 0);
    return request.successor_exec_ids.flatMap((execId, index) => {
      const begun = [...this.#atoms.values()].find((atom) => atom.execId === execId) ?? due[index];
      if (begun === undefined) return [];
      const { agent: _agent, ...rest } = this.begin(begun, execId, request.have_sequence);
      return [rest];
    });
  }

  protected record(atom: AtomRow, { token, events, result }: CommitAtomRequest): void {
    this.checkToken(token);
    if (events.some((event) => this.#coversTheFuture(event)))
      throw new EverrunsError('invalid_request', 'not in the log yet');
    if (result.kind === 'act') this.files.apply(result.files ?? []);
    for (const event of events) this.#recordEvent(event);
    if (result.kind === 'act') {
      for (const url of result.sources ?? []) this.sources.add(url);
      if (result.has_steps === true) this.steps.clear();
      this.settle(atom, { kind: 'act', ok: result.ok });
      if (this.openCalls(atom.ref.iteration).length === 0) this.openReason(atom.ref.iteration + 1);
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
      this.settle(row, { kind: 'act', ok: answer.ok });
    }
    const done = result.calls.length === 0 && this.unreadInput.length === 0;
    this.settle(atom, { kind: 'reason', done, call_ordinals: calls, wait_ordinals: waits });
    if (done) this.status = 'completed';
    if (open.length === 0 && !done) this.openReason(atom.ref.iteration + 1);
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

  protected openReason(iteration: number): void {
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

  protected settle(atom: AtomRow, outcome: AtomOutcome): void {
    atom.status = 'recorded';
    atom.outcome = outcome;
  }

  protected openCalls(iteration: number): AtomRow[] {
    return [...this.#atoms.values()].filter(
      ({ ref, outcome }) => ref.kind === 'act' && ref.iteration === iteration && outcome === null,
    );
  }

  #isWaiting(call: ToolCall): boolean {
    const policy = this.#agent.tools.find((tool) => tool.name === call.name)?.policy ?? 'auto';
    return policy !== 'auto' && call.arguments_error === undefined;
  }

  protected find(ref: AtomRef): AtomRow {
    const atom = this.#atoms.get(formatAtomKey(ref));
    if (atom === undefined) throw new EverrunsError('internal', `there is no atom ${formatAtomKey(ref)}`);
    return atom;
  }

  protected checkToken(token: AttemptToken): AtomRow {
    const atom = this.find(token.atom);
    this.checkSegment(token.segment);
    const isNewest = atom.status === 'begun' && atom.execId === token.exec_id && atom.attempt === token.attempt;
    if (!isNewest) throw new EverrunsError('fenced', 'a newer attempt owns this atom');
    return atom;
  }

  /** With the token that recorded it, while the segment that asks is the turn's own. */
  protected recorded(
    { ref, execId, attempt }: AtomRow,
    { outcome, segment }: { outcome: AtomOutcome; segment: number },
  ): TurnContextResponse {
    const isOwn = this.segment === segment && this.status === 'running';
    if (execId === null || !isOwn) return { status: 'recorded', outcome };
    const token = { atom: ref, session_id: TEST_IDS.session, segment: this.segment, exec_id: execId, attempt };
    return { status: 'recorded', outcome, token };
  }

  /** Whoever speaks of the whole segment shows an attempt of it. */
  protected checkProof(token: AttemptToken | undefined): void {
    const atom = token === undefined ? undefined : this.#atoms.get(formatAtomKey(token.atom));
    const isGranted = atom !== undefined && atom.execId === token?.exec_id && atom.attempt === token.attempt;
    if (!isGranted) throw new EverrunsError('fenced', 'this attempt was never granted');
  }

  protected checkSegment(segment: number): void {
    if (this.segment !== segment || this.status !== 'running') throw new EverrunsError('fenced', 'the segment is over');
  }

  #tokenOf(atom: AtomRow, execId: ExecId): AttemptToken {
    const { ref, attempt } = atom;
    return { atom: ref, session_id: TEST_IDS.session, segment: this.segment, exec_id: execId, attempt };
  }
}
