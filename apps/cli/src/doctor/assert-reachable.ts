import { messageOf } from '@everruns/kernel';
import { connect } from 'node:net';
import { CliError } from '../cli-error.ts';

const TIMEOUT_MS = 3_000;

/** Opens and closes a TCP connection to `host:port`. Throws an error that names the setting. */
export async function assertReachable(setting: string, address = ''): Promise<string> {
  const split = address.lastIndexOf(':');
  const port = Number(address.slice(split + 1));
  if (split < 1 || !Number.isInteger(port))
    throw new CliError(`${setting} is ${address}: it must look like host:7233.`);
  await new Promise<void>((resolve, reject) => {
    const socket = connect({ host: address.slice(0, split), port, timeout: TIMEOUT_MS });
    const refuse = (reason: string) => {
      socket.destroy();
      reject(new CliError(`Nothing answers at ${address} (${reason}): start it, or correct ${setting}.`));
    };
    socket.once('connect', () => {
      socket.destroy();
      resolve();
    });
    socket.once('timeout', () => refuse('no answer in 3 s'));
    socket.once('error', (error) => refuse(messageOf(error)));
  });
  return `${address} answers`;
}
