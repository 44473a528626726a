import type { CreateModelDriver, ModelDriver } from '@everruns/core';
import type { EgressPolicy } from '@everruns/egress';
import type { LlmProviderType, ResolvedModel } from '@everruns/schemas';
import type { Clock } from '@everruns/core';
import { createIdleWatchdog } from './idle-watchdog.ts';
import type { LeftOutMemory } from './left-out-memory.ts';

export type DriverTable = Record<LlmProviderType, CreateModelDriver>;

/** Which driver speaks to which provider type. The drivers themselves are injected, so that tests bring their own. */
export function createDriverTable(drivers: {
  openai: CreateModelDriver;
  anthropic: CreateModelDriver;
  llmsim: CreateModelDriver;
}): DriverTable {
  return {
    openai: drivers.openai,
    openai_compatible: drivers.openai,
    azure_openai: drivers.openai,
    anthropic: drivers.anthropic,
    llmsim: drivers.llmsim,
  };
}

export interface DriverConnectorDeps {
  drivers: DriverTable;
  /** The egress module's fetch for a policy. */
  openFetch(policy: EgressPolicy): typeof fetch;
  clock: Clock;
  /** A model that sends no byte for this long counts as gone. */
  idleTimeoutMs: number;
  leftOut: LeftOutMemory;
}

/** Connects the driver of a model through egress, under an idle watchdog. */
export function createDriverConnector(deps: DriverConnectorDeps): (model: ResolvedModel) => ModelDriver {
  return (model) => {
    const watchdog = createIdleWatchdog(deps.clock, deps.idleTimeoutMs);
    const fetch = deps.openFetch({ purpose: 'provider', allowPrivateAddress: model.allow_private_address });
    const driver = deps.drivers[model.provider_type]({
      provider_type: model.provider_type,
      fetch: watchdog.watchFetch(fetch),
      ...(model.base_url === undefined ? {} : { base_url: model.base_url }),
      ...(model.api_key === undefined ? {} : { api_key: model.api_key }),
      ...(model.compat === undefined ? {} : { compat: model.compat }),
      left_out: deps.leftOut.of(model),
    });
    return watchdog.watchDriver(driver);
  };
}
