import { ErrorCode, ExecId } from '@everruns/schemas';
import type * as wire from '../wire.ts';
import type { ActCommit, CallResult, ReasonCommit } from '../atom-result.ts';
import type { CommitAtomRequest, CommitAtomResponse } from '../worker-service.ts';
import { atomOutcomeFromProto, atomOutcomeToProto, attemptTokenFromProto } from './atom.ts';
import { eventDraftFromProto, eventDraftToProto } from './event-draft.ts';
import { fileChangeFromProto, fileChangeToProto } from './file-change.ts';
import { requiredField } from './required-field.ts';
import { toolCallFromProto, toolCallToProto } from './tool.ts';
import { begunAtomFromProto, begunAtomToProto } from './turn-context.ts';
import { usageFromProto, usageToProto } from './usage.ts';

export function commitRequestToProto({ events, result, ...request }: CommitAtomRequest): wire.CommitAtomRequest {
  return { ...request, events: events.map(eventDraftToProto), result: resultToProto(result) };
}

export function commitRequestFromProto(message: wire.CommitAtomRequest): CommitAtomRequest {
  return {
    token: attemptTokenFromProto(message.token),
    events: message.events.map(eventDraftFromProto),
    result: resultFromProto(requiredField(message.result, 'result')),
    successor_exec_ids: message.successor_exec_ids.map((id) => ExecId.parse(id)),
    have_sequence: message.have_sequence,
  };
}

export function commitResponseToProto({ outcome, begun }: CommitAtomResponse): wire.CommitAtomResponse {
  return { outcome: atomOutcomeToProto(outcome), begun: begun.map(begunAtomToProto) };
}

export function commitResponseFromProto({ outcome, begun }: wire.CommitAtomResponse): CommitAtomResponse {
  return { outcome: atomOutcomeFromProto(outcome), begun: begun.map(begunAtomFromProto) };
}

function resultToProto(result: ReasonCommit | ActCommit): NonNullable<wire.CommitAtomRequest['result']> {
  switch (result.kind) {
    case 'reason': {
      const { calls, usage, results, failure } = result;
      return {
        $case: 'reason',
        value: {
          calls: calls.map(toolCallToProto),
          usage: usageToProto(usage),
          results: results.map(callResultToProto),
          failure,
        },
      };
    }
    case 'act': {
      const { ok, files = [], has_steps = false, sources = [] } = result;
      return { $case: 'act', value: { ok, files: files.map(fileChangeToProto), has_steps, sources: [...sources] } };
    }
  }
}

function resultFromProto(result: NonNullable<wire.CommitAtomRequest['result']>): ReasonCommit | ActCommit {
  switch (result.$case) {
    case 'reason': {
      const { calls, usage, results, failure } = result.value;
      return {
        kind: 'reason',
        ...(failure === undefined ? {} : { failure: { ...failure, code: ErrorCode.parse(failure.code) } }),
        calls: calls.map(toolCallFromProto),
        usage: usageFromProto(usage),
        results: results.map(callResultFromProto),
      };
    }
    case 'act': {
      const { ok, files, has_steps, sources } = result.value;
      return {
        kind: 'act',
        ok,
        ...(files.length === 0 ? {} : { files: files.map(fileChangeFromProto) }),
        ...(has_steps ? { has_steps } : {}),
        ...(sources.length === 0 ? {} : { sources }),
      };
    }
  }
}

function callResultToProto({ events, ...result }: CallResult): wire.CallResult {
  return { ...result, events: events.map(eventDraftToProto) };
}

function callResultFromProto({ events, ...result }: wire.CallResult): CallResult {
  return { ...result, events: events.map(eventDraftFromProto) };
}
