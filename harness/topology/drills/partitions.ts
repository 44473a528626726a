import { setTimeout as sleep } from 'node:timers/promises';
import { startLinkProxy, type LinkProxy, type Weather } from '../../chaos/nemesis/link-proxy.ts';
import type { TopologyOptions } from '../topology.ts';
import type { Drill, Ground } from './drill.ts';
import { strikeDrill, timed, type StrikePlan } from './strike-drill.ts';

const CUT_MS = 20_000;
/** What is sent gets lost, and nobody is told. */
const SILENCE: Weather = { loses: 'to-server' };

/** Starts a proxy before a `host:port`, and returns its own. */
type Through = (target: string) => Promise<string>;

interface Partition extends Pick<StrikePlan, 'name' | 'says'> {
  weather: Weather;
  /** Past the cut. */
  boundMs: number;
  /** Places proxies on the links that are cut. */
  place(through: Through): Partial<TopologyOptions>;
}

const PARTITIONS: readonly Partition[] = [
  {
    name: 'partition-worker',
    says: 'nothing that a worker sends to its control plane arrives, for 20 s; it reaches Temporal',
    weather: SILENCE,
    boundMs: 12_000,
    place: (through) => ({
      proxies: { grpc: async (address, worker) => (worker === 0 ? through(address) : address) },
    }),
  },
  {
    name: 'partition-database',
    says: 'one control plane does not reach PostgreSQL, for 20 s',
    weather: { isOut: true },
    boundMs: 10_000,
    place: (through) => ({ proxies: { postgres: firstThrough(through) } }),
  },
  {
    name: 'silent-database',
    says: 'nothing that one control plane sends to PostgreSQL arrives, for 20 s; PostgreSQL has the 100 connections of its default',
    weather: SILENCE,
    boundMs: 12_000,
    place: (through) => ({
      proxies: { postgres: firstThrough(through) },
      postgresSettings: { max_connections: '100' },
    }),
  },
  {
    name: 'partition-temporal',
    says: 'nothing that control planes and workers send to Temporal arrives, for 20 s',
    weather: SILENCE,
    boundMs: 15_000,
    place: (through) => ({ proxies: { temporal: through } }),
  },
  {
    name: 'partition-workers',
    says: 'nothing that workers send to Temporal arrives, for 20 s; control planes reach it',
    weather: SILENCE,
    boundMs: 15_000,
    place(through) {
      let forWorkers = '';
      const temporal = async (address: string): Promise<string> => {
        forWorkers = await through(address);
        return address;
      };
      return {
        proxies: { temporal },
        envOf: (name): Record<string, string> => (name.startsWith('worker') ? { TEMPORAL_ADDRESS: forWorkers } : {}),
      };
    },
  },
];

export const partitions: readonly Drill[] = PARTITIONS.map((partition) => {
  const links: LinkProxy[] = [];
  const { name, says, weather } = partition;
  return strikeDrill({
    name,
    says,
    boundMs: (awayMs) => awayMs + partition.boundMs,
    async prepare(): Promise<Ground> {
      const through: Through = async (target) => {
        const link = await startLinkProxy(target);
        links.push(link);
        return link.address;
      };
      return {
        options: partition.place(through),
        async [Symbol.asyncDispose]() {
          for (const link of links.splice(0)) await link[Symbol.asyncDispose]();
        },
      };
    },
    async strike() {
      const before = countHits(links);
      const awayMs = await timed(async () => {
        for (const link of links) link.setWeather(weather);
        await sleep(CUT_MS);
        for (const link of links) link.setWeather({});
      });
      return { says: `${countHits(links) - before} connections and packets lost`, awayMs };
    },
  });
});

function countHits(links: readonly LinkProxy[]): number {
  return links.reduce((sum, link) => sum + link.hits(), 0);
}

const firstThrough =
  (through: Through) =>
  async (url: string, controlPlane: number): Promise<string> =>
    controlPlane === 0 ? throughUrl(url, through) : url;

async function throughUrl(url: string, through: Through): Promise<string> {
  const { host } = new URL(url);
  return url.replace(host, await through(host));
}
