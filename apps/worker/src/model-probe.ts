import type { ProbeModel } from '@everruns/internal-protocol';
import { DEFAULT_MODEL_LIMITS, type ModelLimits } from '@everruns/settings';
import type { Logger } from 'pino';
import { DRIVER_TABLE } from './executor/driver-table.ts';
import { createModelProbe } from './executor/probe-model.ts';
import { systemIds } from './system-ids.ts';

/** The probe of the product's own drivers, for whoever composes a control plane. The defaults unless `modelLimits` are given. */
export function openModelProbe(given: { log: Logger; modelLimits?: ModelLimits }): ProbeModel {
  const { log, modelLimits: limits = DEFAULT_MODEL_LIMITS } = given;
  return createModelProbe({ drivers: DRIVER_TABLE, ids: systemIds, limits, log });
}
