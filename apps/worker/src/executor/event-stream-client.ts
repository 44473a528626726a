import type { Clock } from '@everruns/core';
import type { ServerFrame, WorkerService } from '@everruns/internal-protocol';
import { formatAtomKey, type AttemptToken, type TurnId } from '@everruns/schemas';
import { createAttemptFrames, type AttemptEmitter, type AttemptFrames } from './attempt-frames.ts';

export interface OpenAttempt {
  frames: AttemptEmitter;
  close(): void;
}

/** The worker's one event stream: frames and heartbeats go out, and stop orders come in. */
export interface EventStreamClient {
  /** Opens the frames of an attempt. Every heartbeat names the attempt until it is closed. */
  openAttempt(token: AttemptToken): OpenAttempt;
  /** Calls back when all work for the turn up to this segment must stop. Returns the function that unsubscribes. */
  watchStops(work: { turn_id: TurnId; segment: number }, onStop: () => void): () => void;
  close(): Promise<void>;
}

export interface EventStreamClientDeps {
  service: WorkerService;
  clock: Clock;
  workerId: string;
}

interface StopWatch {
  turn_id: TurnId;
  segment: number;
  onStop(): void;
}

const HEARTBEAT_MS = 1_000;

export function createEventStreamClient({ service, clock, workerId }: EventStreamClientDeps): EventStreamClient {
  const attempts = new Map<string, { token: AttemptToken; frames: AttemptFrames }>();
  const watches = new Set<StopWatch>();
  const closing = new AbortController();
  const stream = service.openEventStream(onServerFrame);
  let isBeating = false;
  stream.send({ kind: 'hello', worker_id: workerId });

  function onServerFrame(frame: ServerFrame): void {
    switch (frame.kind) {
      case 'stop':
        for (const watch of watches) {
          if (watch.turn_id === frame.turn_id && watch.segment < frame.segment) watch.onStop();
        }
        return;
      case 'connected':
        // This control plane may have none of the earlier frames: a snapshot replaces all that are not acknowledged.
        for (const { frames } of attempts.values()) frames.sendSnapshot();
        return;
      case 'ack':
        attempts.get(`${frame.atom_key}:${frame.attempt}`)?.frames.acknowledge(frame.frame_number);
    }
  }

  async function beat(): Promise<void> {
    isBeating = true;
    while (attempts.size > 0 && !closing.signal.aborted) {
      await clock.sleep(HEARTBEAT_MS, closing.signal).catch(() => undefined);
      if (attempts.size > 0)
        stream.send({ kind: 'heartbeat', running: [...attempts.values()].map(({ token }) => token) });
    }
    isBeating = false;
  }

  return {
    openAttempt(token) {
      const frames = createAttemptFrames({ token, clock, send: (frame) => stream.send(frame) });
      const key = `${formatAtomKey(token.atom)}:${token.attempt}`;
      attempts.set(key, { token, frames });
      if (!isBeating) void beat();
      return {
        frames,
        close() {
          frames.close();
          attempts.delete(key);
        },
      };
    },
    watchStops(work, onStop) {
      const watch = { ...work, onStop };
      watches.add(watch);
      return () => void watches.delete(watch);
    },
    async close() {
      closing.abort();
      await stream.close();
    },
  };
}
