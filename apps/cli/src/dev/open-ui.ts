import type { Config } from '@everruns/control-plane';
import { CliError } from '../cli-error.ts';
import type { Environment } from '../config/env.ts';
import { buildUi, startUi, type Ui } from '../ui/index.ts';
import { assertPortFree } from './assert-port-free.ts';

const DEFAULT_PORT = 9_100;
const FROM_API = 100;

export interface UiGiven {
  env: Environment;
  /** `port` is the API's, as given. */
  options: { port?: number };
  config: Config;
  apiUrl: string;
  print: (text: string) => void;
}

/** Builds the UI where that is needed, and serves it beside the API: `UI_ADDR`, else port 9100 of the API's host. */
export async function openUi({ env, options, config, apiUrl, print }: UiGiven): Promise<Ui> {
  const address = chooseAddress(env.UI_ADDR, options.port, config.httpAddr.host);
  await assertPortFree({ ...address, setting: 'UI_ADDR' });
  await buildUi(print);
  return startUi({ ...address, apiUrl, allowedHosts: config.allowedHosts });
}

function chooseAddress(given: string | undefined, apiPort: number | undefined, host: string) {
  if (given) {
    const match = /^(?:\[([^\]]+)\]|([^:]+)):(\d+)$/.exec(given);
    if (match === null) throw new CliError(`UI_ADDR is ${given}: it must look like 127.0.0.1:9100.`);
    return { host: match[1] ?? match[2] ?? '', port: Number(match[3]) };
  }
  if (apiPort === undefined) return { host, port: DEFAULT_PORT };
  return { host, port: apiPort === 0 ? 0 : apiPort + FROM_API };
}
