import { ModelControls, type Continuation, type Controls, type Message } from '@everruns/schemas';
import type * as wire from '../wire.ts';
import { contentPartFromProto, contentPartToProto } from './content-part.ts';
import { fromControlPlane } from './from-control-plane.ts';
import { fromJsonText, toJsonText } from './json-text.ts';
import { omitUndefined } from '@everruns/kernel';

export function messageToProto(message: Message): wire.Message {
  const { content, controls, metadata, tags, continuation, edit, ...plain } = message;
  return {
    ...plain,
    content: content.map(contentPartToProto),
    controls: controls && controlsToProto(controls),
    metadata_json: metadata && toJsonText(metadata),
    tags: tags && { values: tags },
    continuation: continuation && continuationToProto(continuation),
    edit_json: edit && toJsonText(edit),
  };
}

export function messageFromProto(message: wire.Message): Message {
  const { content, controls, metadata_json, tags, continuation, edit_json, ...plain } = message;
  return fromControlPlane(
    omitUndefined({
      ...plain,
      content: content.map(contentPartFromProto),
      controls: controls && controlsFromProto(controls),
      metadata: metadata_json === undefined ? undefined : fromJsonText(metadata_json),
      tags: tags?.values,
      continuation: continuation && continuationFromProto(continuation),
      edit: edit_json === undefined ? undefined : fromJsonText(edit_json),
    }),
  );
}

function controlsToProto({ model_id, reasoning, max_tokens, ...asked }: Controls): wire.Controls {
  const json = Object.keys(asked).length === 0 ? undefined : toJsonText(asked);
  return { model_id, max_tokens, reasoning_effort: reasoning?.effort, model_controls_json: json };
}

function controlsFromProto({ reasoning_effort, model_controls_json: json, ...controls }: wire.Controls) {
  return omitUndefined({
    ...controls,
    ...(json === undefined ? {} : ModelControls.parse(fromJsonText(json))),
    reasoning: reasoning_effort === undefined ? undefined : { effort: reasoning_effort },
  });
}

function continuationToProto({ items, ...continuation }: Continuation): wire.Continuation {
  return { ...continuation, items_json: items.map(toJsonText) };
}

function continuationFromProto({ items_json, ...continuation }: wire.Continuation) {
  return { ...continuation, items: items_json.map(fromJsonText) };
}
