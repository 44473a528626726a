import { TurnId } from '@everruns/schemas';
import type * as wire from '../wire.ts';
import type { ClientFrame, ServerFrame } from '../worker-service.ts';
import { attemptTokenFromProto } from './atom.ts';
import { ephemeralDraftFromProto, eventDraftToProto } from './event-draft.ts';
import { fromControlPlane } from './from-control-plane.ts';
import { requiredField } from './required-field.ts';

type RequestFrame = NonNullable<wire.EmitEventStreamRequest['frame']>;
type ResponseFrame = NonNullable<wire.EmitEventStreamResponse['frame']>;
/** Excludes calls and cancellations, which the stream itself handles. */
export type WireClientFrame = Exclude<RequestFrame, { $case: 'call' | 'cancel' }>;
/** Excludes `connected`, which the client itself emits and never sends. */
export type TravellingServerFrame = Exclude<ServerFrame, { kind: 'connected' }>;
export type WireServerFrame = Exclude<ResponseFrame, { $case: 'answer' }>;

export function clientFrameToProto(frame: ClientFrame): WireClientFrame {
  switch (frame.kind) {
    case 'hello':
      return { $case: 'hello', value: { worker_id: frame.worker_id } };
    case 'frame': {
      const { token, frame_number } = frame;
      return { $case: 'preview', value: { token, frame_number, draft: eventDraftToProto(frame.draft) } };
    }
    case 'heartbeat':
      return { $case: 'heartbeat', value: { running: frame.running } };
  }
}

export function clientFrameFromProto(frame: WireClientFrame): ClientFrame {
  switch (frame.$case) {
    case 'hello':
      return { kind: 'hello', worker_id: frame.value.worker_id };
    case 'preview': {
      const { token, frame_number, draft } = frame.value;
      const frameDraft = ephemeralDraftFromProto(requiredField(draft, 'draft'));
      return { kind: 'frame', token: attemptTokenFromProto(token), frame_number, draft: frameDraft };
    }
    case 'heartbeat':
      return { kind: 'heartbeat', running: frame.value.running.map(attemptTokenFromProto) };
  }
}

export function serverFrameToProto(frame: TravellingServerFrame): WireServerFrame {
  switch (frame.kind) {
    case 'ack': {
      const { turn_id, atom_key, attempt, frame_number } = frame;
      return { $case: 'ack', value: { turn_id, atom_key, attempt, frame_number } };
    }
    case 'stop': {
      const { turn_id, segment, reason } = frame;
      return { $case: 'stop', value: { turn_id, segment, reason } };
    }
  }
}

export function serverFrameFromProto(frame: WireServerFrame): TravellingServerFrame {
  switch (frame.$case) {
    case 'ack':
      return fromControlPlane({ kind: frame.$case, ...frame.value });
    case 'stop': {
      const { turn_id, segment, reason } = frame.value;
      return {
        kind: 'stop',
        turn_id: TurnId.parse(turn_id),
        segment,
        reason: reason === 'canceled' ? 'canceled' : 'fenced',
      };
    }
  }
}
