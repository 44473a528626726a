import { ErrorCode, EverrunsError, JsonValue, RetryClass, SuspendKind, TurnId, WaitRequest } from '@everruns/schemas';
import type * as wire from '../wire.ts';
import type {
  EndSegmentRequest,
  EndSegmentResponse,
  FailAttemptRequest,
  SuspendCallRequest,
  WaitForCallsRequest,
  WaitForCallsResponse,
} from '../worker-service.ts';
import { attemptTokenFromProto } from './atom.ts';
import { eventDraftFromProto, eventDraftToProto } from './event-draft.ts';
import { omitUndefined } from '@everruns/kernel';
import { fromJsonText, toJsonText } from './json-text.ts';
import { requiredField } from './required-field.ts';

export function failAttemptRequestFromProto(message: wire.FailAttemptRequest): FailAttemptRequest {
  const { token, retry_class, paid, ...rest } = omitUndefined(message);
  const request = { ...rest, token: attemptTokenFromProto(token), retry_class: RetryClass.parse(retry_class) };
  return paid.length === 0 ? request : { ...request, paid: paid.map(eventDraftFromProto) };
}

export function failAttemptRequestToProto({ paid = [], ...request }: FailAttemptRequest): wire.FailAttemptRequest {
  return { ...request, paid: paid.map(eventDraftToProto) };
}

const Asked = WaitRequest.pick({ question: true, connection: true });

export function suspendCallRequestToProto({ asked, state, ...request }: SuspendCallRequest): wire.SuspendCallRequest {
  const state_json = state === undefined ? undefined : toJsonText(state);
  return { ...request, asked_json: toJsonText(asked), state_json };
}

export function suspendCallRequestFromProto(message: wire.SuspendCallRequest): SuspendCallRequest {
  const { token, kind, asked_json, state_json } = message;
  return omitUndefined({
    token: attemptTokenFromProto(token),
    kind: SuspendKind.parse(kind),
    asked: Asked.parse(fromJsonText(asked_json)),
    state: state_json === undefined ? undefined : JsonValue.parse(fromJsonText(state_json)),
  });
}

export function endSegmentRequestToProto({ turn_id, segment, token, end }: EndSegmentRequest): wire.EndSegmentRequest {
  const { kind, ...value } = end;
  // Each arm holds the same fields on both sides; TypeScript loses the link between `kind` and the rest.
  return { turn_id, segment, token, end: { $case: kind, value } as wire.EndSegmentRequest['end'] };
}

export function endSegmentRequestFromProto(message: wire.EndSegmentRequest): EndSegmentRequest {
  const end = requiredField(message.end, 'end');
  // Workers of version 0.1.0 send the token of the attempt that gave up inside the failure.
  const token = message.token ?? (end.$case === 'failed' ? end.value.token : undefined);
  const request = { turn_id: TurnId.parse(message.turn_id), segment: message.segment, end: endFromProto(end) };
  return token === undefined ? request : { ...request, token: attemptTokenFromProto(token) };
}

function endFromProto(end: NonNullable<wire.EndSegmentRequest['end']>): EndSegmentRequest['end'] {
  switch (end.$case) {
    case 'failed': {
      const { code, token: _, ...failed } = end.value;
      return { kind: 'failed', ...omitUndefined({ ...failed, code: ErrorCode.parse(code) }) };
    }
    case 'parked':
      return { kind: 'parked', ...omitUndefined(end.value) };
  }
}

export function endSegmentResponseFromProto({ status }: wire.EndSegmentResponse): EndSegmentResponse {
  return { status: knownWord(status, ['ended', 'refused']) };
}

export function waitForCallsRequestFromProto(message: wire.WaitForCallsRequest): WaitForCallsRequest {
  const { token, ...rest } = message;
  const request = { ...rest, turn_id: TurnId.parse(message.turn_id) };
  return token === undefined ? request : { ...request, token: attemptTokenFromProto(token) };
}

export function waitForCallsResponseFromProto(message: wire.WaitForCallsResponse): WaitForCallsResponse {
  return { ...message, status: knownWord(message.status, ['waited', 'ended']) };
}

function knownWord<Word extends string>(word: string, known: readonly Word[]): Word {
  const found = known.find((candidate) => candidate === word);
  if (found === undefined) throw new EverrunsError('internal', `expected one of ${known.join(', ')}, got ${word}`);
  return found;
}
