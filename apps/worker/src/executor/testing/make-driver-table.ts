import type { CreateModelDriver } from '@everruns/core';
import { WIRE_FORMATS, type WireFormat } from '@everruns/schemas';
import type { DriverTable } from '../drivers.ts';

/** A table of drivers that a test makes itself, one for each wire format. */
export function makeDriverTable(driverOf: (wire: WireFormat) => CreateModelDriver): DriverTable {
  // Every format is listed.
  return Object.fromEntries(WIRE_FORMATS.map((wire) => [wire, driverOf(wire)])) as DriverTable;
}
