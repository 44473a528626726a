import type {
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
import { EverrunsError } from '@everruns/schemas';
import { TEST_IDS } from '@everruns/core/testing';
import { acknowledge, iterationOf, label, type AtomRow } from './fake-atoms.ts';
import { FakeTurn } from './fake-turn.ts';

/**
 * One turn of one session, strict about tokens and order as the real service is, with faults on demand. `calls` is what was asked
 * of it, one word each.
 */
export class FakeWorkerService extends FakeTurn implements WorkerService {
  readonly calls: string[] = [];
  readonly frames: ClientFrame[] = [];
  readonly failures: FailAttemptRequest[] = [];
  readonly ends: EndSegmentRequest['end'][] = [];
  /** What requests held besides their messages. */
  readonly contents = new Set<string>();
  /** Whether the organization has room for contents. */
  hasRoom = true;
  /** Calls of these names throw `unavailable` this many times: before they do anything, or after they did it. */
  readonly outages: { name: string; when: 'before' | 'after'; left: number }[] = [];
  /** Whether frames are acknowledged as they come. */
  isKeepingUp = true;
  beginError: EverrunsError | undefined;
  #onServerFrame: (frame: ServerFrame) => void = () => {};

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
    const atom = this.find({ turn_id: TEST_IDS.turn, iteration, kind: 'act', ordinal });
    if (how === 'approve') atom.status = 'open';
    else this.settle(atom, { kind: 'act', ok: true });
    if (this.openCalls(iteration).length === 0) this.openReason(iteration + 1);
  }

  getTurnContext(request: GetTurnContextRequest): Promise<TurnContextResponse> {
    return this.#answer(`begin ${label(request.atom)}`, () => {
      if (this.beginError !== undefined) throw this.beginError;
      const atom = this.find(request.atom);
      if (atom.outcome !== null) return this.recorded(atom, { outcome: atom.outcome, segment: request.segment });
      this.checkSegment(request.segment);
      if (atom.status === 'waiting') throw new EverrunsError('conflict', 'the call waits');
      const begun = this.begin(atom, request.exec_id, request.have_sequence);
      if (atom.ref.kind === 'reason') return { status: 'begun', begun };
      // A Begin of a call brings no conversation: the next Reason still has all of it to ask for.
      return { status: 'begun', begun: { ...begun, messages: [], head_sequence: request.have_sequence } };
    });
  }

  commitAtom(request: CommitAtomRequest): Promise<CommitAtomResponse> {
    return this.#answer(`commit ${label(request.token.atom)}`, () => {
      const atom = this.find(request.token.atom);
      const isRepeated = atom.outcome !== null && atom.execId === request.token.exec_id;
      if (!isRepeated) this.record(atom, request);
      if (atom.outcome === null) throw new Error('not recorded');
      return { outcome: atom.outcome, begun: this.beginSuccessors(request) };
    });
  }

  failAttempt(request: FailAttemptRequest): Promise<void> {
    return this.#answer(`fail ${label(request.token.atom)} ${request.retry_class}`, () => {
      const atom = this.checkToken(request.token);
      atom.status = 'open';
      atom.failures += 1;
      this.failures.push(request);
    });
  }

  endSegment(request: EndSegmentRequest): Promise<EndSegmentResponse> {
    return this.#answer(`end ${request.end.kind}`, () => {
      this.checkProof(request.token);
      this.checkSegment(request.segment);
      const { end } = request;
      const waits =
        end.kind === 'parked' ? end.wait_ordinals.map((ordinal) => ({ iteration: iterationOf(end), ordinal })) : [];
      const isOver = waits.some(
        (wait) => this.find({ turn_id: TEST_IDS.turn, kind: 'act', ...wait }).status !== 'waiting',
      );
      if (isOver) return { status: 'refused' };
      this.ends.push(end);
      this.status = end.kind === 'parked' ? 'waiting' : 'failed';
      return { status: 'ended' };
    });
  }

  waitForCalls(request: WaitForCallsRequest): Promise<WaitForCallsResponse> {
    return this.#answer(`wait ${request.iteration} [${request.ordinals.join()}]`, () => {
      this.checkProof(request.token);
      if (this.segment !== request.segment) return { status: 'ended', runnable: [], open: [] };
      const rows = request.ordinals.map((ordinal) =>
        this.find({ turn_id: TEST_IDS.turn, iteration: request.iteration, kind: 'act', ordinal }),
      );
      const ordinals = (status: AtomRow['status']) =>
        rows.filter((row) => row.status === status).map((row) => row.ref.ordinal);
      return { status: 'waited', runnable: ordinals('open'), open: ordinals('waiting') };
    });
  }

  sessionFile({ token, operation }: SessionFileRequest): Promise<SessionFileResponse> {
    return this.#answer(`file ${operation.kind}`, () => {
      this.checkToken(token);
      return this.files.answer(operation);
    });
  }

  uploadFile({ token, content }: UploadFileRequest): Promise<UploadFileResponse> {
    return this.#answer('upload', () => {
      this.checkToken(token);
      return { hash: this.files.upload(content) };
    });
  }

  listSteps({ token }: ListStepsRequest): Promise<CallStep[]> {
    return this.#answer('steps', () => {
      this.checkToken(token);
      return [...this.steps.values()];
    });
  }

  recordStep({ token, step }: RecordStepRequest): Promise<void> {
    return this.#answer(`step ${step.name}`, () => {
      this.checkToken(token);
      this.steps.set(step.name, step);
    });
  }

  findSource({ token, url }: FindSourceRequest): Promise<boolean> {
    return this.#answer('source', () => {
      this.checkToken(token);
      return this.sources.has(url);
    });
  }

  storeContents({ token, contents }: StoreContentsRequest): Promise<StoreContentsResponse> {
    return this.#answer('contents', () => {
      this.checkToken(token);
      if (this.hasRoom) for (const content of contents) this.contents.add(content);
      return { is_stored: this.hasRoom };
    });
  }

  getSecret({ token, name, host }: GetSecretRequest): Promise<GetSecretResponse> {
    this.checkToken(token);
    return this.#answer(`secret ${name}`, () => ({ value: `${name} for ${host}` }));
  }

  suspendCall({ token, kind }: SuspendCallRequest): Promise<void> {
    this.checkToken(token);
    return this.#answer(`suspend ${kind}`, () => void (this.find(token.atom).status = 'waiting'));
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
}
