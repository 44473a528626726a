import { messageOf } from '@everruns/kernel';
import { PROVIDERS, VENDOR_OFFERS } from '@everruns/schemas';
import type { Environment } from '../config/env.ts';
import type { Finding } from './finding.ts';

/** How the keys of the vendors themselves begin. Other servers of the same wire format have keys of any shape. */
const BEGINNINGS: Readonly<Record<string, RegExp>> = { openai: /^sk-(?!ant-)/, anthropic: /^sk-ant-/ };
const PATIENCE_MS = 10_000;

type Offer = (typeof VENDOR_OFFERS)[number];

/** Looks at each key of the environment, and asks its vendor about it only on request. No finding shows a part of a key. */
export async function lookAtProviderKeys(env: Environment, asksVendors: boolean): Promise<Finding[]> {
  const given = VENDOR_OFFERS.flatMap((offer) =>
    offer.settings.apiKeys.flatMap((name) => {
      const key = env[name]?.trim();
      return key ? [{ offer, name, key, baseUrl: env[offer.settings.baseUrl] || null }] : [];
    }),
  );
  return Promise.all(given.map((each) => lookAtKey(each, asksVendors)));
}

interface GivenKey {
  offer: Offer;
  /** The name of its setting. */
  name: string;
  key: string;
  baseUrl: string | null;
}

async function lookAtKey({ name, ...given }: GivenKey, asksVendors: boolean): Promise<Finding> {
  const fault = findFault(given);
  if (fault !== null) return { subject: name, problem: fault, detail: '' };
  if (!asksVendors) return { subject: name, problem: null, detail: 'looks like a key; `--check-keys` asks the vendor' };
  const refusal = await ask(given);
  return { subject: name, problem: refusal, detail: refusal === null ? 'the vendor takes it' : '' };
}

function findFault({ offer: { type, name }, key, baseUrl }: Omit<GivenKey, 'name'>): string | null {
  if (/^["'].*["']$/.test(key)) return 'the key stands in quotes, which would be a part of it: remove them.';
  if (/\s/.test(key)) return 'the key has a blank or a line feed in it: copy it again.';
  const beginning = BEGINNINGS[type];
  if (baseUrl !== null || beginning === undefined || beginning.test(key)) return null;
  return `the key does not look like one of ${name}: copy it again, or set the address of another server of its kind.`;
}

/** Lists the models of the vendor with the key. Returns null if it is accepted, else a sentence. */
async function ask({ offer: { type, settings }, key, baseUrl }: Omit<GivenKey, 'name'>): Promise<string | null> {
  const { listing, defaultBaseUrl } = PROVIDERS[type];
  const base = baseUrl ?? defaultBaseUrl;
  if (listing === null || base === null) return null;
  const url = `${base.replace(listing.drops, '')}${listing.path}`;
  const credential = listing.keyHeader === 'bearer' ? { authorization: `Bearer ${key}` } : { [listing.keyHeader]: key };
  try {
    const headers = { ...('headers' in listing ? listing.headers : {}), ...credential };
    const response = await fetch(url, { headers, signal: AbortSignal.timeout(PATIENCE_MS), redirect: 'error' });
    await response.body?.cancel();
    if (response.ok) return null;
    if (response.status === 401 || response.status === 403)
      return `${base} refuses the key (${response.status}): make another one.`;
    return `${base} answered ${response.status}, which says nothing about the key: try again later.`;
  } catch (error) {
    return `${base} cannot be reached (${messageOf(error)}): look at the network, or correct ${settings.baseUrl}.`;
  }
}
