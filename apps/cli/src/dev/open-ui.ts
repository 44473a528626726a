import { listAllowedHosts, type Config } from '@everruns/control-plane';
import { toBindAddress } from '@everruns/ingress';
import { buildUi, startUi, type Ui } from '../ui/index.ts';
import { assertPortFree } from './assert-port-free.ts';

const DEFAULT_PORT = 9_100;

export interface UiGiven {
  config: Config;
  apiUrl: string;
  print: (text: string) => void;
}

/** Builds the UI if needed and serves it beside the API, at `UI_ADDR` or else at port 9100 of the API's host. */
export async function openUi({ config, apiUrl, print }: UiGiven): Promise<Ui> {
  const { host: wanted, port } = config.uiAddr ?? { host: config.httpAddr.host, port: DEFAULT_PORT };
  const host = await toBindAddress(wanted);
  await assertPortFree({ host, port, setting: 'UI_ADDR' });
  await buildUi(print);
  return startUi({ host, port, apiUrl, allowedHosts: listAllowedHosts(config, host) });
}
