import type { RuntimeAgent } from '@everruns/schemas';
import type * as wire from '../wire.ts';
import { fromControlPlane } from './from-control-plane.ts';
import { fromJsonText, toJsonText } from './json-text.ts';
import { omitUndefined } from '@everruns/kernel';
import { requiredField } from './required-field.ts';
import { toolDefinitionFromProto, toolDefinitionToProto } from './tool.ts';

export function runtimeAgentToProto({
  tools,
  capability_configs,
  model,
  controls,
  web_search,
  ...agent
}: RuntimeAgent): wire.RuntimeAgent {
  const { compat, ...plainModel } = model;
  return {
    ...agent,
    model: { ...plainModel, compat_json: compat && toJsonText(compat) },
    tools: tools.map(toolDefinitionToProto),
    capability_configs_json: toJsonText(capability_configs),
    controls_json: controls && toJsonText(controls),
    web_search_json: web_search && toJsonText(web_search),
  };
}

export function runtimeAgentFromProto(message: wire.RuntimeAgent): RuntimeAgent {
  const { tools, capability_configs_json, model, limits, controls_json, web_search_json, ...agent } = message;
  return fromControlPlane({
    ...omitUndefined(agent),
    ...(controls_json === undefined ? {} : { controls: fromJsonText(controls_json) }),
    ...(web_search_json === undefined ? {} : { web_search: fromJsonText(web_search_json) }),
    model: modelFromProto(requiredField(model, 'model')),
    tools: tools.map(toolDefinitionFromProto),
    capability_configs: fromJsonText(capability_configs_json),
    limits: omitUndefined(requiredField(limits, 'limits')),
  });
}

function modelFromProto({ compat_json, ...model }: wire.ResolvedModel) {
  return omitUndefined({ ...model, compat: compat_json === undefined ? undefined : fromJsonText(compat_json) });
}
