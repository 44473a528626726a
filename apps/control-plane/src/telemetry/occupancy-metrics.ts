import type pg from 'pg';
import { Gauge, type Registry } from 'prom-client';
import type { EventHub } from '../events/hub.ts';

/** The pools of connections to the database, by what they are for. */
export type Pools = Readonly<Record<'general' | 'commits', Pick<pg.Pool, 'totalCount' | 'idleCount' | 'waitingCount'>>>;

/** What is open in this process, as of each scrape: readers, and connections to the database. */
export function watchOccupancy(
  registry: Registry,
  { pools, hub }: { pools: Pools; hub: Pick<EventHub, 'watched' | 'countReaders'> },
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
    help: 'Connections of the database pools, and what waits for one. The pool commits is for changes of turns; the lease and the bus have one connection each beside the pools',
    labelNames: ['pool', 'state'],
    registers,
    collect() {
      for (const [pool, { totalCount, idleCount, waitingCount }] of Object.entries(pools)) {
        connections.set({ pool, state: 'open' }, totalCount);
        connections.set({ pool, state: 'idle' }, idleCount);
        connections.set({ pool, state: 'waiting' }, waitingCount);
      }
    },
  });
}
