import type pg from 'pg';
import { Gauge, type Registry } from 'prom-client';
import type { EventHub } from '../events/hub.ts';

/** What is open in this process, as of each scrape: readers, and connections to the database. */
export function watchOccupancy(
  registry: Registry,
  { pool, hub }: { pool: pg.Pool; hub: Pick<EventHub, 'watched' | 'countReaders'> },
): void {
  const registers = [registry];
  const watched: Gauge = new Gauge({
    name: 'everruns_watched_sessions',
    help: 'Sessions with readers in this process',
    registers,
    collect: () => watched.set(hub.watched().length),
  });
  const streams: Gauge = new Gauge({
    name: 'everruns_sse_streams',
    help: 'Streams that are open in this process',
    registers,
    collect: () => streams.set(hub.countReaders()),
  });
  const connections = new Gauge({
    name: 'everruns_database_connections',
    help: 'Connections of the database pool, and requests that wait for one',
    labelNames: ['state'],
    registers,
    collect() {
      connections.set({ state: 'open' }, pool.totalCount);
      connections.set({ state: 'idle' }, pool.idleCount);
      connections.set({ state: 'waiting' }, pool.waitingCount);
    },
  });
}
