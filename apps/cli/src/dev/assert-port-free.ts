import { once } from 'node:events';
import { createServer } from 'node:net';
import { CliError, errnoCode } from '../cli-error.ts';
import { findPortOwner } from './port-owner.ts';

export interface WantedAddress {
  host: string;
  port: number;
  /** The setting that selects the port, as a person would change it. */
  setting: string;
}

/** Throws an error with the process on a busy port and the setting to change. Port 0 is always free. */
export async function assertPortFree(address: WantedAddress): Promise<void> {
  if (address.port === 0) return;
  const probe = createServer();
  try {
    probe.listen(address.port, address.host);
    await once(probe, 'listening');
  } catch (error) {
    throw await toBusySentence(error, address);
  }
  probe.close();
  await once(probe, 'close');
}

async function toBusySentence(error: unknown, { host, port, setting }: WantedAddress): Promise<unknown> {
  switch (errnoCode(error)) {
    case 'EADDRINUSE': {
      const owner = (await findPortOwner(port)) ?? 'another program';
      return new CliError(`Port ${port} on ${host} is taken by ${owner}: stop it, or choose another with ${setting}.`);
    }
    case 'EACCES':
      return new CliError(`Port ${port} on ${host} may not be opened by this user: choose another with ${setting}.`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new CliError(`This machine has no address ${host}: choose another with ${setting}.`);
    default:
      return error;
  }
}
