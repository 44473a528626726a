import {
  EPHEMERAL_EVENTS,
  EverrunsError,
  RECORDED_EVENTS,
  isEphemeralEventType,
  isRecordedEventType,
  type EphemeralDraft,
  type EventDraft,
} from '@everruns/schemas';
import type * as wire from '../wire.ts';
import { fromJsonText } from './json-text.ts';

export function eventDraftToProto(draft: EventDraft | EphemeralDraft): wire.EventDraft {
  return { type: draft.type, data_json: JSON.stringify(draft.data) };
}

export function eventDraftFromProto({ type, data_json }: wire.EventDraft): EventDraft {
  if (!isRecordedEventType(type)) throw new EverrunsError('invalid_request', `no recorded event is called ${type}`);
  // `data` was parsed by the schema that the catalog holds for `type`.
  return { type, data: RECORDED_EVENTS[type].parse(fromJsonText(data_json)) } as EventDraft;
}

export function ephemeralDraftFromProto({ type, data_json }: wire.EventDraft): EphemeralDraft {
  if (!isEphemeralEventType(type)) throw new EverrunsError('invalid_request', `no ephemeral event is called ${type}`);
  // `data` was parsed by the schema that the catalog holds for `type`.
  return { type, data: EPHEMERAL_EVENTS[type].parse(fromJsonText(data_json)) } as EphemeralDraft;
}
