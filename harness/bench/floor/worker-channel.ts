import type { ClientDuplexStream, MethodDefinition, ServerDuplexStream } from '@grpc/grpc-js';
import type { FloorMessage } from './floor-model.ts';
import type { EventDraft } from './floor-turn.ts';

/** Messages from the server to its worker over the one stream. */
export type ToWorker =
  | { kind: 'run'; session_id: string }
  | { kind: 'answer'; id: number; messages?: FloorMessage[]; error?: string };

/** Messages from the worker to its server. `read` and `append` are answered, and answers refer to them by number. */
export type FromWorker =
  | { kind: 'read'; id: number; session_id: string }
  | { kind: 'append'; id: number; session_id: string; events: EventDraft[] }
  | { kind: 'delta'; session_id: string; data: { message_id: string; offset: number; delta: string } };

export type WorkerCall = ClientDuplexStream<FromWorker, ToWorker>;
export type ServerCall = ServerDuplexStream<FromWorker, ToWorker>;

const toBytes = (frame: unknown): Buffer => Buffer.from(JSON.stringify(frame));

/** One bidirectional method; frames are JSON. */
export const WORK: MethodDefinition<FromWorker, ToWorker> = {
  path: '/floor.Worker/Work',
  requestStream: true,
  responseStream: true,
  requestSerialize: toBytes,
  requestDeserialize: (bytes) => JSON.parse(bytes.toString()) as FromWorker,
  responseSerialize: toBytes,
  responseDeserialize: (bytes) => JSON.parse(bytes.toString()) as ToWorker,
};
