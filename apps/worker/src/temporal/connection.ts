import { NativeConnection, type NativeConnectionOptions } from '@temporalio/worker';

export interface TemporalConnectionOptions {
  /** The `host:port` of the frontend. */
  address: string;
  apiKey?: string;
  /** PEM. An empty object means TLS with the system's roots. */
  tls?: { ca?: Buffer; cert?: Buffer; key?: Buffer };
}

/** Opens a worker's connection. Rejects when the server cannot be reached. */
export function connectToTemporal({ address, apiKey, tls }: TemporalConnectionOptions): Promise<NativeConnection> {
  const options: NativeConnectionOptions = { address };
  if (apiKey !== undefined) options.apiKey = apiKey;
  if (tls) {
    options.tls = {
      ...(tls.ca ? { serverRootCACertificate: tls.ca } : {}),
      ...(tls.cert && tls.key ? { clientCertPair: { crt: tls.cert, key: tls.key } } : {}),
    };
  }
  return NativeConnection.connect(options);
}
