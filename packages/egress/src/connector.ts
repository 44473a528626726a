import { lookup as systemLookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import { createBlockedError } from './blocked-error.ts';

export interface ConnectorOptions {
  isAllowed: (address: string) => boolean;
  onBlocked: (host: string, address: string) => void;
  /** Resolves names. Default: the system's resolver. */
  lookup?: LookupFunction;
  connectTimeoutMs: number;
}

/**
 * An undici connector that checks the literal host, every address that its name resolves to (one bad one refuses them all) and the
 * address that the socket is connected to. The name is resolved once per connection, so the checked address is the one that is dialed.
 */
export function createConnector(options: ConnectorOptions): buildConnector.connector {
  const refuse = (host: string, address: string) => {
    options.onBlocked(host, address);
    return createBlockedError(host, address);
  };
  const connect = buildConnector({
    allowH2: false,
    timeout: options.connectTimeoutMs,
    lookup: createCheckedLookup(options.lookup ?? systemLookup, options.isAllowed, refuse),
  });
  return (target, callback) => {
    // Node never calls `lookup` for an address literal.
    if (isIP(target.hostname) !== 0 && !options.isAllowed(target.hostname)) {
      callback(refuse(target.hostname, target.hostname), null);
      return;
    }
    connect(target, (...[error, socket]) => {
      if (error !== null) {
        callback(error, null);
        return;
      }
      const connected = socket.remoteAddress ?? 'unknown';
      if (options.isAllowed(connected)) {
        callback(null, socket);
        return;
      }
      socket.destroy();
      callback(refuse(target.hostname, connected), null);
    });
  };
}

function createCheckedLookup(
  lookup: LookupFunction,
  isAllowed: (address: string) => boolean,
  refuse: (host: string, address: string) => Error,
): LookupFunction {
  return (hostname, lookupOptions, callback) => {
    lookup(hostname, { ...lookupOptions, all: true }, (error, found, family) => {
      if (error !== null) {
        callback(error, '');
        return;
      }
      const addresses = typeof found === 'string' ? [{ address: found, family: family ?? isIP(found) }] : found;
      const [first] = addresses;
      const blocked = addresses.find(({ address }) => !isAllowed(address));
      if (blocked !== undefined) callback(refuse(hostname, blocked.address), '');
      else if (first === undefined) callback(new Error(`no address for ${hostname}`), '');
      else if (lookupOptions.all === true) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}
