import type { CreateModelDriver, DriverConnection, LlmStreamEvent, ModelDriver } from '@everruns/core';

/** A driver whose module is loaded by its first call, because an unused SDK costs 20 MB and a tenth of a second at start. */
export function createLazyDriver(load: () => Promise<CreateModelDriver>): CreateModelDriver {
  let loaded: CreateModelDriver | null = null;
  async function* streamFirst(
    connection: DriverConnection,
    ...asked: Parameters<ModelDriver['stream']>
  ): AsyncGenerator<LlmStreamEvent> {
    loaded ??= await load();
    yield* loaded(connection).stream(...asked);
  }
  return (connection) => ({
    provider_type: connection.provider_type,
    stream: (request, options) =>
      loaded === null ? streamFirst(connection, request, options) : loaded(connection).stream(request, options),
  });
}
