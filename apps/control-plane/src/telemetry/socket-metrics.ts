import { Counter, Gauge, type Registry } from 'prom-client';

/** Called for what happens on WebSockets. The labels are closed sets. */
export interface SocketObserver {
  onOpened(): void;
  onClosed(): void;
  onFrame(direction: 'in' | 'out', type: string): void;
  onClaim(outcome: 'claimed' | 'taken' | 'settled' | 'refused'): void;
  /** The server closed a socket that its client would have kept. */
  onDropped(reason: string): void;
}

/** Counts nothing, where no metrics are served. */
export const SILENT_OBSERVER: SocketObserver = {
  onOpened: () => undefined,
  onClosed: () => undefined,
  onFrame: () => undefined,
  onClaim: () => undefined,
  onDropped: () => undefined,
};

/** Counts sockets and their frames. */
export function createSocketMetrics(registry: Registry): SocketObserver {
  const registers = [registry];
  const sockets = new Gauge({ name: 'everruns_sockets', help: 'WebSockets that are open in this process', registers });
  const frames = new Counter({
    name: 'everruns_socket_frames_total',
    help: 'Frames of WebSockets, by direction and type; a frame that cannot be read has the type unreadable',
    labelNames: ['direction', 'type'],
    registers,
  });
  const claims = new Counter({
    name: 'everruns_call_claims_total',
    help: 'Claims of calls by devices: granted, taken by another, already with a result, or refused',
    labelNames: ['outcome'],
    registers,
  });
  const drops = new Counter({
    name: 'everruns_sockets_dropped_total',
    help: 'WebSockets that the server closed, by reason',
    labelNames: ['reason'],
    registers,
  });
  return {
    onOpened: () => sockets.inc(),
    onClosed: () => sockets.dec(),
    onFrame: (direction, type) => frames.inc({ direction, type }),
    onClaim: (outcome) => claims.inc({ outcome }),
    onDropped: (reason) => drops.inc({ reason }),
  };
}
