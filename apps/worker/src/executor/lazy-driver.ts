import type { CreateModelDriver } from '@everruns/core';

/** A driver whose module is loaded by its first call, because an unused SDK costs 20 MB and a tenth of a second at start. */
export function createLazyDriver(load: () => Promise<CreateModelDriver>): CreateModelDriver {
  let loaded: CreateModelDriver | null = null;
  return (connection) => ({
    provider_type: connection.provider_type,
    async *stream(request, options) {
      loaded ??= await load();
      yield* loaded(connection).stream(request, options);
    },
  });
}
