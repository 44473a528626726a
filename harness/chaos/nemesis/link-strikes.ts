import { setTimeout as sleep } from 'node:timers/promises';
import type { LinkKind } from '../run/arena.ts';
import type { LinkProxy, Weather } from './link-proxy.ts';
import { BOTH, waitMoment, type Battle, type Blow, type Strike } from './strike.ts';

/** Strikes at the connections between two parts. */
export const LINK_STRIKES: readonly Strike[] = [
  { name: 'cut-link', runners: BOTH, run: cutLink },
  { name: 'slow-link', runners: BOTH, run: (battle) => weather(battle, { delayMs: battle.random.between(20, 600) }) },
  {
    name: 'halve-link',
    runners: BOTH,
    run: (battle) => weather(battle, { loses: battle.random.pick(['to-server', 'to-client']) }),
  },
  { name: 'link-outage', runners: BOTH, run: (battle) => weather(battle, { isOut: true }) },
  { name: 'model-outage', runners: BOTH, run: (battle) => weather(battle, { isOut: true }, 'model') },
  {
    name: 'break-streams',
    runners: BOTH,
    run: (battle) => weather(battle, { cutAfterBytes: battle.random.between(0, 4_000) }, 'model'),
  },
];

async function cutLink(battle: Battle): Promise<Blow> {
  const { kind, links } = chooseLinks(battle);
  const moment = await waitMoment(battle);
  const before = countHits(links);
  for (let left = battle.random.between(1, 5); left > 0; left -= 1) {
    for (const link of links) link.cutAll();
    await sleep(battle.random.between(0, 500));
  }
  return { says: `${links.length} of ${kind} ${moment}`, hits: countHits(links) - before };
}

async function weather(battle: Battle, sky: Weather, wanted?: LinkKind): Promise<Blow> {
  const { kind, links } = chooseLinks(battle, wanted);
  const moment = await waitMoment(battle);
  const before = countHits(links);
  const ms = battle.random.between(300, 6_000);
  battle.arena.setWeather(links, sky);
  await sleep(ms);
  battle.arena.setWeather(links, {});
  return {
    says: `${JSON.stringify(sky)} on ${links.length} of ${kind} for ${ms} ms ${moment}`,
    hits: countHits(links) - before,
  };
}

/** Chooses one link of a kind, or all of them. */
function chooseLinks({ arena, random }: Battle, wanted?: LinkKind): { kind: LinkKind; links: readonly LinkProxy[] } {
  const kind =
    wanted ?? random.pick(arena.runner === 'local' ? ['postgres', 'model'] : ['postgres', 'model', 'grpc', 'temporal']);
  const links = arena.links[kind];
  const index = random.between(0, links.length - 1);
  return { kind, links: random.chance(0.5) ? links : links.slice(index, index + 1) };
}

function countHits(links: readonly LinkProxy[]): number {
  return links.reduce((sum, link) => sum + link.hits(), 0);
}
