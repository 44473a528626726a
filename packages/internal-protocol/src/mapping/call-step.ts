import type * as wire from '../wire.ts';
import type {
  CallStep,
  FindSourceRequest,
  ListStepsRequest,
  RecordStepRequest,
  UploadFileRequest,
} from '../tool-requests.ts';
import { attemptTokenFromProto } from './atom.ts';
import { eventDraftFromProto, eventDraftToProto } from './event-draft.ts';
import { fromJsonText } from './json-text.ts';
import { requiredField } from './required-field.ts';

export function uploadFileRequestToProto({ token, content }: UploadFileRequest): wire.UploadFileRequest {
  return { token, content: Buffer.from(content.buffer, content.byteOffset, content.byteLength) };
}

export function uploadFileRequestFromProto({ token, content }: wire.UploadFileRequest): UploadFileRequest {
  return { token: attemptTokenFromProto(token), content };
}

export function callStepToProto({ name, result_json }: CallStep): wire.CallStep {
  return { name, result_json: result_json ?? undefined };
}

export function callStepFromProto({ name, result_json }: wire.CallStep): CallStep {
  return { name, result_json: result_json ?? null };
}

export function listStepsRequestFromProto({ token }: wire.ListStepsRequest): ListStepsRequest {
  return { token: attemptTokenFromProto(token) };
}

export function recordStepRequestToProto({ token, step, paid = [] }: RecordStepRequest): wire.RecordStepRequest {
  return { token, step: callStepToProto(step), paid: paid.map(eventDraftToProto) };
}

/** The result stays the text that it is, so it is only checked. */
export function recordStepRequestFromProto({ token, step, paid }: wire.RecordStepRequest): RecordStepRequest {
  const recorded = callStepFromProto(requiredField(step, 'step'));
  if (recorded.result_json !== null) fromJsonText(recorded.result_json);
  const request = { token: attemptTokenFromProto(token), step: recorded };
  return paid.length === 0 ? request : { ...request, paid: paid.map(eventDraftFromProto) };
}

export function findSourceRequestFromProto({ token, url }: wire.FindSourceRequest): FindSourceRequest {
  return { token: attemptTokenFromProto(token), url };
}
