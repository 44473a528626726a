import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { refuseSocket, type UpgradeRules } from '@everruns/ingress';
import { LIMITS } from '@everruns/schemas';
import { WebSocketServer, type ServerOptions, type WebSocket } from 'ws';
import type { Principal } from '../../auth/principal.ts';
import { toOutage } from '../../services/outages.ts';
import { clientAddress } from '../client-address.ts';
import {
  assertWelcome,
  chooseProtocol,
  findHandshakeFault,
  isForSocket,
  readCallerHeaders,
  noRoom,
  toRefusal,
  type CallerHeaders,
} from './handshake.ts';
import { PingRound } from './ping-round.ts';
import type { SocketServerDeps } from './socket-server-deps.ts';
import { SocketSession } from './socket-session.ts';

/** How long a client may take to answer a close frame, whoever is at fault. */
const CLOSE_MS = 5_000;

/** The types of the library lack `closeTimeout`. */
const OPTIONS: ServerOptions & { closeTimeout: number } = {
  noServer: true,
  clientTracking: false,
  perMessageDeflate: false,
  maxPayload: LIMITS.frameBytes,
  closeTimeout: CLOSE_MS,
  handleProtocols: chooseProtocol,
};

/** Serves `/v1/ws`: one multiplexed WebSocket for each device. */
export class SocketServer {
  readonly upgrade: UpgradeRules = {
    accepts: isForSocket,
    take: (request, socket, head) => void this.#take(request, socket, head),
  };
  readonly #deps: SocketServerDeps;
  readonly #sessions = new Set<SocketSession>();
  readonly #pings: PingRound<SocketSession>;
  readonly #emptied = Promise.withResolvers<void>();
  readonly #server = new WebSocketServer(OPTIONS);
  /** How many sockets have not shown a credential. */
  #unknown = 0;
  #isClosing = false;

  constructor(deps: SocketServerDeps) {
    this.#deps = deps;
    const { times, services } = deps;
    const monotonic = () => services.clock.monotonic();
    this.#pings = new PingRound({ sessions: this.#sessions, ...times, monotonic });
  }

  /** Says goodbye to every socket, and resolves when they are closed. The signal cuts those that are left. */
  async close(signal: AbortSignal): Promise<void> {
    this.#isClosing = true;
    this.#pings.stop();
    if (this.#sessions.size === 0) this.#emptied.resolve();
    for (const session of this.#sessions) session.bye();
    const cut = () => {
      for (const session of this.#sessions) session.cut();
    };
    if (signal.aborted) cut();
    else signal.addEventListener('abort', cut, { once: true });
    await this.#emptied.promise;
    signal.removeEventListener('abort', cut);
    await this.#deps.board.close();
  }

  async #take(request: IncomingMessage, socket: Socket, head: Buffer): Promise<void> {
    const requestId = this.#deps.services.ids.uuid();
    try {
      const fault = findHandshakeFault(request);
      if (fault !== null) return refuseSocket(socket, fault, requestId);
      this.#assertRoom();
      const shown = readCallerHeaders(request);
      const caller = await identify(this.#deps, request, { socket, shown });
      if (socket.destroyed) caller?.leave();
      else this.#admit(request, socket, { head, shown, caller });
    } catch (error) {
      refuseSocket(socket, toRefusal(toOutage(error), requestId), requestId);
    }
  }

  #assertRoom(): void {
    const isFull = this.#sessions.size >= LIMITS.socketsTotal || this.#unknown >= LIMITS.socketsUnknown;
    if (this.#isClosing || this.#deps.isLeaving() || isFull) throw noRoom();
  }

  #admit(request: IncomingMessage, socket: Socket, { head, shown, caller }: Admitted): void {
    let isAdmitted = false;
    this.#server.handleUpgrade(request, socket, head, (webSocket) => {
      isAdmitted = true;
      this.#open(webSocket, { headers: shown.headers, address: addressOf(this.#deps, request, socket) }, caller);
    });
    // The library has answered a handshake that it does not accept.
    if (!isAdmitted) caller?.leave();
  }

  #open(socket: WebSocket, from: { headers: Headers; address: string }, caller: KnownCaller | null): void {
    let isKnown = caller !== null;
    if (!isKnown) this.#unknown += 1;
    const know = () => {
      if (!isKnown) this.#unknown -= 1;
      isKnown = true;
    };
    const session = new SocketSession(this.#deps, {
      socket,
      ...from,
      principal: caller?.principal ?? null,
      onKnown: (principal) => {
        const leave = caller?.leave ?? this.#deps.services.limits.enter(principal.orgId, 'sockets');
        know();
        return leave;
      },
      onClose: (closed) => {
        know();
        this.#sessions.delete(closed);
        if (this.#isClosing && this.#sessions.size === 0) this.#emptied.resolve();
      },
    });
    this.#sessions.add(session);
    this.#pings.start();
  }
}

interface KnownCaller {
  principal: Principal;
  /** Takes back that the socket was counted. */
  leave: () => void;
}

interface Admitted {
  head: Buffer;
  shown: CallerHeaders;
  caller: KnownCaller | null;
}

/** Finds who asks, and checks Host and Origin. Null: the credential comes as the first frame. */
async function identify(
  deps: SocketServerDeps,
  request: IncomingMessage,
  { socket, shown }: { socket: Socket; shown: CallerHeaders },
): Promise<KnownCaller | null> {
  const headers = toHeaders(request);
  const peer = socket.remoteAddress ?? '';
  // A cookie that is none of ours is no credential: pages of one host share them.
  const hasLogin = !deps.isOpen && deps.services.sessionCookie.read(shown.headers) !== null;
  assertWelcome(headers, { policy: deps.hostPolicy, peer, isProofNeeded: hasLogin });
  const isKnown = deps.isOpen || shown.isShown || hasLogin;
  const principal = isKnown ? await deps.authenticate(shown.headers, addressOf(deps, request, socket)) : null;
  return principal === null ? null : { principal, leave: deps.services.limits.enter(principal.orgId, 'sockets') };
}

function toHeaders({ headers }: IncomingMessage): Headers {
  const found = new Headers();
  for (const name of ['host', 'origin', 'sec-fetch-site', 'x-forwarded-for']) {
    const value = headers[name];
    if (typeof value === 'string') found.set(name, value);
  }
  return found;
}

function addressOf({ trustedProxyHops }: SocketServerDeps, request: IncomingMessage, socket: Socket): string {
  return clientAddress(toHeaders(request), { peer: socket.remoteAddress ?? '', trustedHops: trustedProxyHops });
}
