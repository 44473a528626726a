import { EverrunsError, hasErrorCode, LIMITS, type Scope } from '@everruns/schemas';
import { CLOSE_CODES, type ClientFrame, type ClientFrameType } from '@everruns/schemas/ws';
import type { WebSocket } from 'ws';
import { budgetOf } from '../../auth/api-limits.ts';
import type { Principal } from '../../auth/principal.ts';
import { connectDevice, disconnectDevice } from '../../services/devices/connect.ts';
import { actAsOrganization } from '../../kernel/acting.ts';
import { auditForeign, openCallerContext, type CallerContext } from '../caller-context.ts';
import { BoardSeat } from './board-seat.ts';
import { FrameSocket } from './frame-socket.ts';
import { checkFrame, nameFrame, type NamedFrame } from './read-frame.ts';
import { Requests } from './requests.ts';
import type { SocketServerDeps } from './socket-server-deps.ts';
import { Subscriptions } from './subscriptions.ts';
import { toErrorFrame } from './to-error-frame.ts';

/** What each frame needs, as its route would. */
const SCOPES: Record<Exclude<ClientFrameType, 'auth' | 'pong'>, Scope> = {
  hello: 'read',
  message: 'write',
  cancel: 'write',
  claim: 'write',
  progress: 'write',
  tool_result: 'write',
  subscribe: 'read',
  unsubscribe: 'read',
};
/** After so many refused frames in a row, or answers to no question, the socket is closed. */
const MOST_REFUSED = 100;
/** Every client of a server that restarts gets the same time, and spreads it. */
const RECONNECT_MS = 500;

export interface SocketSessionOptions {
  socket: WebSocket;
  /** The headers by which the caller is known. Each frame is authenticated with them again. */
  headers: Headers;
  address: string;
  /** Null: the credential comes as the first frame. */
  principal: Principal | null;
  /** Counts the socket for its organization. Throws `limit_reached`. */
  onKnown: (principal: Principal) => () => void;
  onClose: (session: SocketSession) => void;
}

/** One socket: it shows a credential, says which device it is, and then its frames are handled one after another. */
export class SocketSession {
  readonly #deps: SocketServerDeps;
  readonly #options: SocketSessionOptions;
  readonly #out: FrameSocket;
  readonly #requests: Requests;
  readonly #subscriptions: Subscriptions;
  readonly #waiting: string[] = [];
  #principal: Principal | null;
  #seat: BoardSeat | null = null;
  #isWorking = false;
  #isPaused = false;
  #refused = 0;
  #unaskedPongs = 0;
  #releases: (() => void)[] = [];
  #stopWaiting: (() => void) | null;
  /** On the monotonic clock: since when a `pong` is due. Null: none is. */
  pingedAtMs: number | null = null;

  constructor(deps: SocketServerDeps, options: SocketSessionOptions) {
    this.#deps = deps;
    this.#options = options;
    const { services, observer } = deps;
    const onText = (text: string) => this.#take(text);
    this.#out = new FrameSocket({ socket: options.socket, observer, onText, onClose: () => this.#onClose() });
    const parts = { services, out: this.#out };
    this.#requests = new Requests({ ...parts, onFailure: (error, request_id) => this.#refuse(error, { request_id }) });
    this.#subscriptions = new Subscriptions({
      ...parts,
      onFailure: (error, session_id) => this.#refuse(error, { session_id }),
    });
    this.#principal = options.principal;
    if (options.principal !== null) this.#watch(options.principal);
    else this.#out.limitFrames(LIMITS.authFrameBytes);
    const tooLate = () => this.#out.close(CLOSE_CODES.refused, 'no_hello');
    this.#stopWaiting = services.clock.after(LIMITS.authFrameMs, tooLate);
  }

  /** Asks whether the client is still there, unless it is already asked. */
  ping(nowMs: number): void {
    if (this.pingedAtMs !== null || this.#seat === null) return;
    this.pingedAtMs = nowMs;
    this.#out.send({ type: 'ping' });
  }

  /** The client has not answered. Frames of it that still wait to be handled are a sign of life. */
  onSilence(): void {
    if (this.#waiting.length > 0) this.pingedAtMs = null;
    else this.#out.drop('silent');
  }

  bye(): void {
    this.#out.bye('deploy', RECONNECT_MS, CLOSE_CODES.restart);
  }

  cut(): void {
    this.#out.drop('cut');
  }

  #take(text: string): void {
    this.#waiting.push(text);
    if (this.#waiting.length >= LIMITS.framesWaiting && !this.#isPaused) {
      this.#isPaused = true;
      this.#out.pause();
    }
    if (!this.#isWorking) void this.#work();
  }

  /** Handles frames in their order, one at a time. Never throws. */
  async #work(): Promise<void> {
    this.#isWorking = true;
    for (let text = this.#waiting.shift(); text !== undefined && this.#out.isOpen; text = this.#waiting.shift()) {
      await this.#handleText(text);
      if (this.#isPaused && this.#waiting.length < LIMITS.framesWaiting / 2) {
        this.#isPaused = false;
        this.#out.resume();
      }
    }
    this.#isWorking = false;
  }

  async #handleText(text: string): Promise<void> {
    let named: NamedFrame | null = null;
    try {
      named = nameFrame(text);
      this.#deps.observer.onFrame('in', named.type ?? 'unreadable');
      await this.#handle(checkFrame(named));
      this.#refused = 0;
    } catch (error) {
      if (named === null) this.#deps.observer.onFrame('in', 'unreadable');
      this.#refuse(error, named?.about ?? {});
    }
  }

  async #handle(frame: ClientFrame): Promise<void> {
    if (frame.type === 'pong') return this.#takePong();
    if (frame.type === 'auth') return this.#authenticate(frame);
    if (this.#principal === null) throw unauthenticated();
    const caller = await this.#authorize(frame);
    await actAsOrganization(caller.ctx.org_id, async () => {
      try {
        await this.#perform(frame, caller);
      } finally {
        await auditForeign(this.#deps.recordAudit, caller, `ws_${frame.type}`);
      }
    });
  }

  /** Nobody else counts these frames, so a client that sends them unasked may not do so for ever. */
  #takePong(): void {
    this.#unaskedPongs = this.pingedAtMs === null ? this.#unaskedPongs + 1 : 0;
    this.pingedAtMs = null;
    if (this.#unaskedPongs > MOST_REFUSED) this.#out.close(CLOSE_CODES.refused, 'refused');
  }

  async #authenticate({ credential, org_id }: Extract<ClientFrame, { type: 'auth' }>): Promise<void> {
    // Mode none ignores credentials, and the caller is known there from the start.
    if (this.#principal?.credential.kind === 'none') return;
    if (this.#principal !== null) {
      throw new EverrunsError('conflict', 'The request of this socket had a credential already.');
    }
    const { headers, address } = this.#options;
    headers.delete('cookie');
    headers.set('authorization', `Bearer ${credential}`);
    if (org_id !== undefined) headers.set('x-org-id', org_id);
    const principal = await this.#deps.authenticate(headers, address);
    this.#watch(principal);
    this.#principal = principal;
    this.#out.limitFrames(LIMITS.frameBytes);
  }

  /** Authorizes a frame like a request: who calls, how often, with which scope. */
  async #authorize(frame: Exclude<ClientFrame, { type: 'auth' | 'pong' }>): Promise<CallerContext> {
    const { authenticate, apiLimits, countRequest, services } = this.#deps;
    const { headers, address } = this.#options;
    const principal = await authenticate(headers, address);
    if (principal.orgId !== this.#principal?.orgId) throw unauthenticated();
    await apiLimits?.consume(budgetOf(principal, address), () => undefined);
    countRequest(principal.orgId);
    const executes = frame.type === 'hello' && frame.tools.length > 0;
    const scope = executes ? 'write' : SCOPES[frame.type];
    if (!principal.scopes.has(scope)) {
      throw new EverrunsError('forbidden', `This frame needs the scope ${scope}.`);
    }
    return openCallerContext(principal, { requestId: services.ids.uuid(), traceparent: null });
  }

  async #perform(frame: Exclude<ClientFrame, { type: 'auth' | 'pong' }>, { ctx }: CallerContext): Promise<void> {
    const seat = this.#seat;
    if (frame.type === 'hello') return this.#greet(frame, ctx);
    if (seat === null) throw new EverrunsError('conflict', 'Say hello before anything else.');
    switch (frame.type) {
      case 'message':
        return this.#requests.post(ctx, frame, seat.device.subject);
      case 'cancel':
        return this.#requests.cancel(ctx, frame);
      case 'claim':
        return seat.claim(ctx, frame.tool_call_id);
      case 'progress':
        return seat.report(frame);
      case 'tool_result':
        return seat.answer(ctx, frame);
      case 'subscribe':
        return this.#subscriptions.open(ctx, frame);
      case 'unsubscribe':
        return this.#subscriptions.close(frame.session_id);
      default:
        return frame satisfies never;
    }
  }

  async #greet(hello: Extract<ClientFrame, { type: 'hello' }>, ctx: CallerContext['ctx']): Promise<void> {
    if (this.#seat !== null) throw new EverrunsError('conflict', 'This socket has said hello already.');
    const { services, processId, board, observer, times } = this.#deps;
    const device = await connectDevice(services, ctx, { hello, process_id: processId });
    const seat = new BoardSeat(
      { services, out: this.#out, observer, findRequest: ({ turn_id }) => this.#requests.findByTurn(turn_id) },
      { ctx, device, tools: hello.tools },
    );
    // The client may have left meanwhile.
    if (!this.#out.isOpen) return disconnectDevice(services, ctx, device);
    this.#seat = seat;
    this.#stopWaiting?.();
    this.#stopWaiting = null;
    const { device_id, epoch } = device;
    this.#out.send({ type: 'welcome', device_id, epoch, heartbeat_ms: times.heartbeatMs, pong_ms: times.pongMs });
    await seat.resume(ctx, hello.running);
    for (const subscription of hello.resume) {
      await this.#subscriptions
        .open(ctx, subscription)
        .catch((error: unknown) => this.#refuse(error, { session_id: subscription.session_id }));
    }
    await board.join(seat);
  }

  #watch(principal: Principal): void {
    this.#releases.push(this.#options.onKnown(principal));
    const onEnd = () => this.#out.bye('auth_expired', null, CLOSE_CODES.refused);
    this.#releases.push(this.#deps.credentials.watch(principal, onEnd));
  }

  /** Says what is wrong. Without a valid credential nothing more can be said on this socket. */
  #refuse(error: unknown, about: NamedFrame['about']): void {
    const requestId = this.#deps.services.ids.uuid();
    const frame = toErrorFrame(error, about, requestId);
    if (frame.code === 'internal') this.#deps.log.error({ err: error, request_id: requestId }, 'A frame failed.');
    this.#out.send(frame);
    this.#refused += 1;
    const isEnd = hasErrorCode(error, 'unauthenticated') || hasErrorCode(error, 'org_forbidden');
    if (isEnd && this.#seat !== null) return this.#out.bye('auth_expired', null, CLOSE_CODES.refused);
    if (isEnd || (this.#seat === null && hasErrorCode(error, 'forbidden')))
      return this.#out.close(CLOSE_CODES.refused, 'refused');
    if (hasErrorCode(error, 'limit_reached') && this.#seat === null)
      return this.#out.close(CLOSE_CODES.tryLater, 'limit_reached');
    if (this.#refused >= MOST_REFUSED) this.#out.close(CLOSE_CODES.refused, 'refused');
  }

  #onClose(): void {
    this.#waiting.length = 0;
    this.#stopWaiting?.();
    this.#requests.close();
    this.#subscriptions.closeAll();
    for (const release of this.#releases.splice(0)) release();
    const seat = this.#seat;
    if (seat !== null) {
      this.#deps.board.leave(seat);
      const { services, log } = this.#deps;
      const leave = () => disconnectDevice(services, seat.ctx, seat.device);
      actAsOrganization(seat.ctx.org_id, leave).catch((error: unknown) => {
        log.warn({ err: error }, 'A device could not be shown as disconnected. Its lease shows it later.');
      });
    }
    this.#options.onClose(this);
  }
}

function unauthenticated(): EverrunsError {
  return new EverrunsError(
    'unauthenticated',
    'Send a credential in the first frame: {"type": "auth", "credential": "…"}.',
  );
}
