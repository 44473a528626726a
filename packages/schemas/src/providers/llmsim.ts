import type { ProviderDescriptor } from './provider-descriptor.ts';

/** The simulated model, which is built in. */
export const LLMSIM = {
  name: 'Simulator',
  wire: 'simulated',
  defaultBaseUrl: null,
  needsKey: false,
  preset: null,
  listing: null,
  catalog: null,
  environment: null,
  docs: null,
} as const satisfies ProviderDescriptor;
