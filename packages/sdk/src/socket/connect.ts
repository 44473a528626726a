import { omitUndefined } from '@everruns/kernel';
import type { Client, ClientOptions } from '../http/client.ts';
import type { Platform } from '../platform.ts';
import type { Connection, ConnectOptions } from './connection.ts';
import { DeviceConnection } from './device-connection.ts';

/** The protocol of the socket's frames. */
const PROTOCOL = 'everruns.v1';

/** See `Everruns.connect`. */
export function createConnect(
  client: Client,
  { platform, options }: { platform: Platform; options: ClientOptions & { WebSocket?: typeof WebSocket } },
): (given: ConnectOptions) => Connection {
  const { apiKey, orgId } = options;
  return (given) => {
    const Socket = options.WebSocket ?? globalThis.WebSocket;
    // Node 20 has none.
    if (Socket === undefined) {
      throw new TypeError(
        'This platform has no WebSocket: pass one, such as that of the package `ws`, as `WebSocket`.',
      );
    }
    const openSocket = () => new Socket(toSocketUrl(client.url('/v1/ws')), [PROTOCOL]);
    const auth =
      apiKey === undefined ? null : { type: 'auth' as const, credential: apiKey, ...omitUndefined({ org_id: orgId }) };
    return new DeviceConnection({ platform, openSocket, auth, options: given });
  };
}

/** An empty base is the origin of the page. */
function toSocketUrl(url: string): string {
  const { location } = globalThis as { location?: { href: string } };
  const absolute = new URL(url, location?.href);
  absolute.protocol = absolute.protocol === 'https:' ? 'wss:' : 'ws:';
  return absolute.href;
}
