import { createEverruns } from '@everruns/sdk';

/** The control plane, under this page's own address. */
export const everruns = createEverruns({ baseUrl: '' });
