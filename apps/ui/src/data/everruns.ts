import { createEverrunsHttp } from '@everruns/sdk';

/** The SDK client of the control plane, whose API is under this page's own address. */
export const everruns = createEverrunsHttp({ baseUrl: '' });
