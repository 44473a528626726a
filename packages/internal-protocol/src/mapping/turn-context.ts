import { ExecId, type ToolCall } from '@everruns/schemas';
import type * as wire from '../wire.ts';
import type { BegunAtom, GetTurnContextRequest, TurnContextResponse } from '../worker-service.ts';
import { atomOutcomeFromProto, atomOutcomeToProto, atomRefFromProto, attemptTokenFromProto } from './atom.ts';
import { fromControlPlane } from './from-control-plane.ts';
import { fromJsonText, toJsonText } from './json-text.ts';
import { messageFromProto, messageToProto } from './message.ts';
import { omitUndefined } from '@everruns/kernel';
import { requiredField } from './required-field.ts';
import { runtimeAgentFromProto, runtimeAgentToProto } from './runtime-agent.ts';
import { toolCallToProto } from './tool.ts';

export function turnContextRequestFromProto(message: wire.GetTurnContextRequest): GetTurnContextRequest {
  const { atom, segment, exec_id, have_sequence } = message;
  return { atom: atomRefFromProto(atom), segment, exec_id: ExecId.parse(exec_id), have_sequence };
}

export function turnContextResponseToProto(response: TurnContextResponse): wire.GetTurnContextResponse {
  switch (response.status) {
    case 'recorded':
      return { status: { $case: 'recorded', value: atomOutcomeToProto(response.outcome) }, token: response.token };
    case 'begun':
      return { status: { $case: 'begun', value: begunAtomToProto(response.begun) } };
    case 'waiting':
      return { status: { $case: 'waiting', value: {} } };
  }
}

export function turnContextResponseFromProto(message: wire.GetTurnContextResponse): TurnContextResponse {
  const status = requiredField(message.status, 'status');
  switch (status.$case) {
    case 'recorded':
      return omitUndefined({
        status: 'recorded' as const,
        outcome: atomOutcomeFromProto(status.value),
        token: message.token && attemptTokenFromProto(message.token),
      });
    case 'begun':
      return { status: 'begun', begun: begunAtomFromProto(status.value) };
    case 'waiting':
      return { status: 'waiting' };
  }
}

export function begunAtomToProto({ agent, messages, call, resumed, ...begun }: BegunAtom): wire.BegunAtom {
  return {
    ...begun,
    agent: agent && runtimeAgentToProto(agent),
    messages: messages.map(messageToProto),
    call: call && toolCallToProto(call),
    resumed_json: resumed && toJsonText(resumed),
  };
}

export function begunAtomFromProto(message: wire.BegunAtom): BegunAtom {
  const { agent, messages, call, resumed_json, ...begun } = message;
  return fromControlPlane(
    omitUndefined({
      ...begun,
      token: requiredField(begun.token, 'token'),
      agent: agent && runtimeAgentFromProto(agent),
      messages: messages.map(messageFromProto),
      call: call && callFromControlPlane(call),
      // The control plane wrote it.
      resumed: resumed_json === undefined ? undefined : (fromJsonText(resumed_json) as BegunAtom['resumed']),
    }),
  );
}

function callFromControlPlane({ arguments_json, ...call }: wire.ToolCall): ToolCall {
  return fromControlPlane(omitUndefined({ ...call, arguments: fromJsonText(arguments_json) }));
}
