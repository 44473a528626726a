import type { Clock, Ids } from '@everruns/core/catalog';
import pg from 'pg';
import type { Logger } from 'pino';
import { createClient } from '../../db/hosts/open-client.ts';
import { HintBus, type ConnectBus } from './hint-bus.ts';

export interface PostgresBusOptions {
  url: string;
  ids: Ids;
  clock: Clock;
  log: Logger;
  /** For how long hints are gathered before one statement sends them. */
  gatherMs?: number;
}

const SEND = 'select pg_notify(channel, payload) from unnest($1::text[], $2::text[]) as m (channel, payload)';

/** Sends hints over LISTEN/NOTIFY on its own connection. */
export function createPostgresBus({ url, ...options }: PostgresBusOptions): HintBus {
  return new HintBus({ ...options, connect: connectTo(url), carrier: 'PostgreSQL' });
}

function connectTo(url: string): ConnectBus {
  return async (channels, onPayload) => {
    const client = createClient(url, {
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
      application_name: 'everruns bus',
    });
    const lost = new Promise<void>((resolve) => {
      client.on('error', () => resolve());
      client.on('end', () => resolve());
    });
    client.on('notification', (message) => onPayload(message.payload ?? ''));
    const close = () => client.end();
    try {
      await client.connect();
      for (const channel of channels) await client.query(`listen ${pg.escapeIdentifier(channel)}`);
    } catch (error) {
      await close().catch(() => {});
      throw error;
    }
    return {
      lost,
      close,
      async send(messages) {
        const values = [messages.map(({ channel }) => channel), messages.map(({ payload }) => payload)];
        await client.query({ name: 'everruns_notify', text: SEND, values });
      },
    };
  };
}
