import { ToolCall, type ToolDefinition } from '@everruns/schemas';
import type * as wire from '../wire.ts';
import { fromControlPlane } from './from-control-plane.ts';
import { fromJsonText, toJsonText } from './json-text.ts';
import { omitUndefined } from '@everruns/kernel';

export function toolDefinitionToProto({ parameters, ...definition }: ToolDefinition): wire.ToolDefinition {
  return { ...definition, parameters_json: toJsonText(parameters) };
}

export function toolDefinitionFromProto(message: wire.ToolDefinition): ToolDefinition {
  const { parameters_json, hints, ...definition } = message;
  return fromControlPlane(
    omitUndefined({ ...definition, parameters: fromJsonText(parameters_json), hints: hints && omitUndefined(hints) }),
  );
}

export function toolCallToProto({ arguments: args, ...call }: ToolCall): wire.ToolCall {
  return { ...call, arguments_json: toJsonText(args) };
}

export function toolCallFromProto({ arguments_json, ...call }: wire.ToolCall): ToolCall {
  return ToolCall.parse(omitUndefined({ ...call, arguments: fromJsonText(arguments_json) }));
}
