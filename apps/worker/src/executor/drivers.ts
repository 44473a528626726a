import type { CreateModelDriver, ModelDriver } from '@everruns/core';
import type { EgressPolicy } from '@everruns/egress';
import type { ModelCallCounts } from '@everruns/internal-protocol';
import { BoundedMap, omitUndefined } from '@everruns/kernel';
import { PROVIDERS, type ResolvedModel, type WireFormat } from '@everruns/schemas';
import type { Clock } from '@everruns/core';
import type { ModelLimits } from '@everruns/settings';
import { createIdleWatchdog } from './idle-watchdog.ts';
import type { LeftOutMemory } from './left-out-memory.ts';
import { isLocalModel } from './is-local-model.ts';
import { createProviderQueue } from './provider-queue.ts';

/** The driver of each wire format. A provider's descriptor names its format. Tests provide their own drivers. */
export type DriverTable = Record<WireFormat, CreateModelDriver>;

export interface DriverConnectorDeps {
  drivers: DriverTable;
  /** Returns the egress package's fetch for a policy. */
  openFetch(policy: EgressPolicy): typeof fetch;
  clock: Clock;
  leftOut: LeftOutMemory;
  limits: ModelLimits;
  calls?: ModelCallCounts | undefined;
  log: { warn(details: object, message: string): void };
}

const MAX_ADDRESSES = 1_000;

/** Connects a model's driver through egress, with an idle watchdog and with the queue of its provider. */
export function createDriverConnector(deps: DriverConnectorDeps): (model: ResolvedModel) => ModelDriver {
  const { limits, clock } = deps;
  const queue = createProviderQueue(deps);
  const locals = new BoundedMap<string | undefined, boolean>(MAX_ADDRESSES);
  const isLocal = (url: string | undefined): boolean => locals.getOrCreate(url, () => isLocalModel(url));
  return (model) => {
    const firstByteMs = isLocal(model.base_url) ? limits.firstByteLocalMs : limits.firstByteMs;
    const watchdog = createIdleWatchdog(clock, { firstByteMs, silenceMs: limits.silenceMs });
    const fetch = deps.openFetch({
      purpose: 'provider',
      allowPrivateAddress: model.allow_private_address,
      onBytes: watchdog.onBytes,
    });
    const driver = deps.drivers[PROVIDERS[model.provider_type].wire]({
      provider_type: model.provider_type,
      fetch: watchdog.watchFetch(fetch),
      ...omitUndefined({ base_url: model.base_url, api_key: model.api_key, compat: model.compat }),
      left_out: deps.leftOut.of(model),
    });
    return queue.line(model, watchdog.watchDriver(driver));
  };
}
