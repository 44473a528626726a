import type { Clock, Ids } from '@everruns/core/catalog';
import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { HintBus, type ConnectBus } from './hint-bus.ts';

export interface RedisBusOptions {
  /** `redis://`, or `rediss://` for TLS. */
  url: string;
  ids: Ids;
  clock: Clock;
  log: Logger;
}

const TIMEOUT_MS = 2_000;

/** Sends hints over the channels of Redis, on two connections: a subscriber may send nothing. */
export function createRedisBus({ url, ...options }: RedisBusOptions): HintBus {
  return new HintBus({ ...options, connect: connectTo(url), carrier: 'Redis' });
}

function connectTo(url: string): ConnectBus {
  return async (channels, onPayload) => {
    const [sender, subscriber] = [openClient(url), openClient(url)];
    const lost = new Promise<void>((resolve) => {
      for (const client of [sender, subscriber]) client.on('close', () => resolve());
    });
    const close = async () => {
      sender.disconnect();
      subscriber.disconnect();
    };
    subscriber.on('message', (_channel: string, payload: string) => onPayload(payload));
    try {
      await Promise.all([sender.connect(), subscriber.connect()]);
      await subscriber.subscribe(...channels);
    } catch (error) {
      await close();
      throw error;
    }
    return {
      lost,
      close,
      async send(messages) {
        await Promise.all(messages.map(({ channel, payload }) => sender.publish(channel, payload)));
      },
    };
  };
}

/** It does not come back by itself: the bus connects again. */
function openClient(url: string): Redis {
  const client = new Redis(url, {
    lazyConnect: true,
    enableOfflineQueue: false,
    connectTimeout: TIMEOUT_MS,
    commandTimeout: TIMEOUT_MS,
    retryStrategy: () => null,
  });
  // Its end is what counts; without a listener an error would end the process.
  client.on('error', () => undefined);
  return client;
}
