import type { CreateModelDriver } from '@everruns/core';

/** A driver whose module is loaded by its first call: an SDK that nobody calls costs 20 MB and a tenth of a second of start. */
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
