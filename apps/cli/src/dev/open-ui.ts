import { listAllowedHosts, type Config } from '@everruns/control-plane';
import { toBindAddress } from '@everruns/ingress';
import { buildUi, startUi, type Ui } from '../ui/index.ts';
import { assertPortFree } from './assert-port-free.ts';

const DEFAULT_PORT = 9_100;

export interface UiGiven {
  config: Config;
  print: (text: string) => void;
  /** Ends the build. */
  signal: AbortSignal;
}

export interface PreparedUi {
  /** Serves the UI when it is built. Throws an error for a person if it could not be built or started. */
  start(apiUrl: string): Promise<Ui>;
}

/** Begins to build the UI if needed, which takes longer than the rest of a start. It is served at `UI_ADDR` or else at port 9100 of the API's host. */
export async function prepareUi({ config, print, signal }: UiGiven): Promise<PreparedUi> {
  const { host: wanted, port } = config.uiAddr ?? { host: config.httpAddr.host, port: DEFAULT_PORT };
  const host = await toBindAddress(wanted);
  await assertPortFree({ host, port, setting: 'UI_ADDR' });
  const built = buildUi(print, signal);
  // `start` reports a failure; without it, something else has failed before.
  built.catch(() => undefined);
  return {
    start: async (apiUrl) => {
      await built;
      return startUi({ host, port, apiUrl, allowedHosts: listAllowedHosts(config, host) });
    },
  };
}
