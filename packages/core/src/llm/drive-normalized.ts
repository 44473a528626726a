import { omitUndefined } from '@everruns/kernel';
import type { OptionalParameter } from '@everruns/schemas';
import { resolveCompat } from './compat/resolve-compat.ts';
import type { Compat } from './compat/presets.ts';
import { driveStream, type ModelCall } from './drive-stream.ts';
import type { DriverConnection, LeftOut, LlmRequest, LlmStreamEvent } from './driver.ts';
import { findRefusedParameter } from './find-refused-parameter.ts';
import { isRefusedForGood, type RefusedParameter } from './is-refused-for-good.ts';
import { normalizeRequest } from './history/normalize-request.ts';
import { listLeftOut } from './left-out-controls.ts';

/** A server that refuses more parameters than this, one after the other, needs another configuration. */
const MAX_RETRIES = 3;

/**
 * Makes one call with a request that the provider accepts, and restores the product's own names in the answer. A parameter that
 * the provider refuses by name is left out at once and added to `left_out`, unless perhaps only the schema in it was refused.
 */
export async function* driveNormalized<State, Chunk>(
  connection: Pick<DriverConnection, 'provider_type' | 'base_url' | 'compat' | 'left_out'>,
  asked: LlmRequest,
  makeCall: (request: LlmRequest, compat: Compat) => ModelCall<State, Chunk>,
): AsyncGenerator<LlmStreamEvent, void, undefined> {
  const compat = resolveCompat({ ...connection, model: asked.model }, connection.compat);
  const { request, restore } = normalizeRequest(asked, compat);
  const leftOut = new Set<OptionalParameter>([...(connection.left_out?.list() ?? []), ...(asked.leave_out ?? [])]);
  for (let retries = 0; ; retries += 1) {
    const call = makeCall({ ...request, leave_out: [...leftOut] }, compat);
    const leftOutControls = listLeftOut(
      { ...request, ...omitUndefined({ web_search: asked.web_search }) },
      call.parameters,
    );
    const finish = (event: LlmStreamEvent) => withLeftOut(restore(event), leftOutControls);
    const refused = yield* drive(call, finish, retries === MAX_RETRIES ? () => null : findIn(call, leftOut));
    if (refused === null) return;
    leftOut.add(refused.parameter);
    if (isRefusedForGood(refused)) connection.left_out?.add(refused.parameter, refused.reason);
  }
}

type FindRefused = (event: LlmStreamEvent) => RefusedParameter | null;

/** Yields the events of one call. Returns the refusal instead if `find` can cure the error. */
async function* drive<State, Chunk>(
  call: ModelCall<State, Chunk>,
  restore: (event: LlmStreamEvent) => LlmStreamEvent,
  find: FindRefused,
): AsyncGenerator<LlmStreamEvent, RefusedParameter | null, undefined> {
  let hasBegun = false;
  for await (const event of driveStream(call)) {
    const refused = hasBegun ? null : find(event);
    if (refused !== null) return refused;
    hasBegun = true;
    yield restore(event);
  }
  return null;
}

function withLeftOut(event: LlmStreamEvent, leftOut: readonly LeftOut[]): LlmStreamEvent {
  return event.type === 'finish' && leftOut.length > 0 ? { ...event, left_out: leftOut } : event;
}

function findIn(call: { parameters: readonly string[] }, leftOut: ReadonlySet<OptionalParameter>): FindRefused {
  return (event) => {
    if (event.type !== 'error') return null;
    const sent = call.parameters.filter((name) => !leftOut.has(name as OptionalParameter));
    const parameter = findRefusedParameter(event.error, sent);
    return parameter === null || leftOut.has(parameter) ? null : { parameter, reason: event.error.message };
  };
}
