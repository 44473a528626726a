import type { Clock } from '@everruns/core';
import type { StreamState } from '@everruns/internal-protocol';
import { createQuietLog } from '@everruns/log';
import { EverrunsError } from '@everruns/schemas';
import { createGate, type Gate } from './gate.ts';

export interface ControlPlaneLinkOptions {
  /** `GRPC_ADDRESS`, for messages to people. */
  address: string;
  clock: Clock;
  log: { info(details: object, message: string): void; warn(details: object, message: string): void };
  /** A connection that is back sooner does not count as lost, so that a rolling restart does not stop the pollers. */
  awayAfterMs?: number;
}

/** Open while the control plane answers this worker, which takes no task otherwise (E27). */
export interface ControlPlaneLink extends Gate {
  isOpen(): boolean;
  /** Takes the state of the stream. */
  onState(state: StreamState): void;
  /** Resolves with a message for the operator when the control plane refuses the worker's token, and never otherwise. */
  readonly refused: Promise<EverrunsError>;
}

const AWAY_AFTER_MS = 1_000;

export function createControlPlaneLink(options: ControlPlaneLinkOptions): ControlPlaneLink {
  const { address, clock, log, awayAfterMs = AWAY_AFTER_MS } = options;
  const gate = createGate();
  const refused = Promise.withResolvers<EverrunsError>();
  const warn = createQuietLog({
    write: (details, message) => log.warn(details, message),
    monotonic: () => clock.monotonic(),
    everyMs: 30_000,
  });
  let cancelClosing: (() => void) | null = null;
  const settle = (): void => {
    cancelClosing?.();
    cancelClosing = null;
  };

  function onConnected(): void {
    settle();
    if (gate.isOpen()) return;
    log.info({ control_plane: address }, 'The control plane answers.');
    gate.open();
  }

  function onBroken(error: EverrunsError): void {
    if (error.code === 'unauthenticated') {
      settle();
      gate.close();
      refused.resolve(toRefusal(address, error));
      return;
    }
    if (!gate.isOpen()) {
      warn(
        { control_plane: address, error },
        'The control plane does not answer. This worker takes no tasks until it does.',
      );
      return;
    }
    cancelClosing ??= clock.after(awayAfterMs, () => {
      settle();
      log.warn(
        { control_plane: address, error },
        'The control plane is unreachable. This worker takes no tasks until it is back.',
      );
      gate.close();
    });
  }

  return {
    refused: refused.promise,
    isOpen: () => gate.isOpen(),
    onState: (state) => (state.kind === 'connected' ? onConnected() : onBroken(state.error)),
    whenOpen: (signal) => gate.whenOpen(signal),
    untilClosed: () => gate.untilClosed(),
  };
}

function toRefusal(address: string, cause: EverrunsError): EverrunsError {
  const message = `The control plane at ${address} refuses the token of this worker: set WORKER_GRPC_TOKEN to the one that the control plane has.`;
  return new EverrunsError('unauthenticated', message, { cause });
}
