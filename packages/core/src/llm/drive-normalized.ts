import { resolveCompat } from './compat/resolve-compat.ts';
import type { Compat } from './compat/presets.ts';
import { driveStream, type ModelCall } from './drive-stream.ts';
import type { DriverConnection, LlmRequest, LlmStreamEvent } from './driver.ts';
import { normalizeRequest } from './history/normalize-request.ts';

/** One call of a provider whose request was made fit for it; names in the answer are the product's own again. */
export async function* driveNormalized<State, Chunk>(
  connection: Pick<DriverConnection, 'provider_type' | 'base_url' | 'compat'>,
  asked: LlmRequest,
  call: (request: LlmRequest, compat: Compat) => ModelCall<State, Chunk>,
): AsyncGenerator<LlmStreamEvent, void, undefined> {
  const compat = resolveCompat({ ...connection, model: asked.model }, connection.compat);
  const { request, restore } = normalizeRequest(asked, compat);
  for await (const event of driveStream(call(request, compat))) yield restore(event);
}
