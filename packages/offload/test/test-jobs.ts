import { defineJob, type OffloadFunction, type OffloadJob } from '@everruns/core/catalog';
import type echo from './jobs/echo.job.ts';
import type hoard from './jobs/hoard.job.ts';
import type refuse from './jobs/refuse.job.ts';
import type spin from './jobs/spin.job.ts';

export const TIMEOUT_MS = 1_000;
export const MAX_INPUT_BYTES = 100;

function testJob<Run extends OffloadFunction>(name: string, sizeOf: (input: Parameters<Run>[0]) => number) {
  return defineJob<Run>({
    name,
    module: new URL(`./jobs/${name}.job.ts`, import.meta.url),
    timeoutMs: TIMEOUT_MS,
    maxInputBytes: MAX_INPUT_BYTES,
    sizeOf,
    subject: 'The test',
    advice: 'ask for less',
    field: 'test',
  });
}

export const ECHO: OffloadJob<typeof echo> = testJob<typeof echo>('echo', (input) => JSON.stringify(input).length);
export const SPIN = testJob<typeof spin>('spin', () => 4);
export const HOARD = testJob<typeof hoard>('hoard', () => 0);
export const REFUSE = testJob<typeof refuse>('refuse', () => 0);
