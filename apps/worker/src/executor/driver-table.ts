import { createLlmsimDriver } from '@everruns/llmsim';
import type { DriverTable } from './drivers.ts';
import { createLazyDriver } from './lazy-driver.ts';

const openai = createLazyDriver(async () => (await import('@everruns/openai')).createOpenAiDriver);

/** The product's own drivers. */
export const DRIVER_TABLE: DriverTable = {
  responses: openai,
  chat: openai,
  messages: createLazyDriver(async () => (await import('@everruns/anthropic')).createAnthropicDriver),
  simulated: createLlmsimDriver,
};
