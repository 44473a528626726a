import { setTimeout as sleep } from 'node:timers/promises';
import { startLinkProxy, type LinkProxy, type Weather } from '../../chaos/nemesis/link-proxy.ts';
import type { StackProxies } from '../../dev/stack.ts';
import type { Drill, Ground } from './drill.ts';
import { strikeDrill, timed, type StrikePlan } from './strike-drill.ts';

const CUT_MS = 20_000;
/** What is sent gets lost, and nobody is told. */
const SILENCE: Weather = { loses: 'to-server' };

interface Partition extends Pick<StrikePlan, 'name' | 'says'> {
  weather: Weather;
  /** Past the cut. */
  boundMs: number;
  /** Places proxies on the links that are cut. */
  place(through: (target: string) => Promise<string>): StackProxies;
}

const PARTITIONS: readonly Partition[] = [
  {
    name: 'partition-worker',
    says: 'nothing that a worker sends to its control plane arrives, for 20 s; it reaches Temporal',
    weather: SILENCE,
    boundMs: 12_000,
    place: (through) => ({
      grpc: async (address, worker) => (worker === 0 ? through(address) : address),
    }),
  },
  {
    name: 'partition-database',
    says: 'one control plane does not reach PostgreSQL, for 20 s',
    weather: { isOut: true },
    boundMs: 10_000,
    place: (through) => ({
      postgres: async (url, controlPlane) => (controlPlane === 0 ? throughUrl(url, through) : url),
    }),
  },
  {
    name: 'partition-temporal',
    says: 'nothing that control planes and workers send to Temporal arrives, for 20 s',
    weather: SILENCE,
    boundMs: 15_000,
    place: (through) => ({ temporal: through }),
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
      const through = async (target: string): Promise<string> => {
        const link = await startLinkProxy(target);
        links.push(link);
        return link.address;
      };
      return {
        options: { proxies: partition.place(through) },
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

async function throughUrl(url: string, through: (target: string) => Promise<string>): Promise<string> {
  const { host } = new URL(url);
  return url.replace(host, await through(host));
}
