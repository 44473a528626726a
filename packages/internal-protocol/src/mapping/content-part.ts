import type { ContentPart } from '@everruns/schemas';
import type * as wire from '../wire.ts';
import { fromControlPlane } from './from-control-plane.ts';
import { fromJsonText, toJsonText } from './json-text.ts';
import { omitUndefined } from '@everruns/kernel';
import { requiredField } from './required-field.ts';

export function contentPartToProto(part: ContentPart): wire.ContentPart {
  switch (part.type) {
    case 'text':
      return { part: { $case: 'text', value: { text: part.text } } };
    case 'image':
      return { part: { $case: 'image', value: { url: part.url, base64: part.base64, media_type: part.media_type } } };
    case 'file': {
      const { type: _type, ...value } = part;
      return { part: { $case: 'file', value } };
    }
    case 'tool_call': {
      const value = { id: part.id, name: part.name, arguments_json: toJsonText(part.arguments) };
      return { part: { $case: 'tool_call', value } };
    }
    case 'tool_result': {
      const result_json = part.result === undefined ? undefined : toJsonText(part.result);
      return {
        part: { $case: 'tool_result', value: { tool_call_id: part.tool_call_id, result_json, error: part.error } },
      };
    }
  }
}

export function contentPartFromProto(message: wire.ContentPart): ContentPart {
  const part = requiredField(message.part, 'part');
  switch (part.$case) {
    case 'text':
      return { type: 'text', text: part.value.text };
    case 'image':
      return { type: 'image', ...omitUndefined(part.value) };
    case 'file':
      return { type: 'file', ...omitUndefined(part.value) };
    case 'tool_call': {
      const { arguments_json, ...call } = part.value;
      return fromControlPlane({ type: 'tool_call', ...call, arguments: fromJsonText(arguments_json) });
    }
    case 'tool_result': {
      const { result_json, ...result } = part.value;
      const value = result_json === undefined ? undefined : fromJsonText(result_json);
      return fromControlPlane(omitUndefined({ type: 'tool_result', ...result, result: value }));
    }
  }
}
