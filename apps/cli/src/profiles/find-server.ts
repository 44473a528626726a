import { CliError } from '../cli-error.ts';
import type { Environment } from '../config/env.ts';
import { dataFolderOf } from '../data-folder/data-folder.ts';
import { readInstance } from '../data-folder/instance.ts';
import { isAlive } from '../postgres/postmaster-pid.ts';
import { DEFAULT_PROFILE, loadProfiles } from './profile-store.ts';

const LOCAL = 'http://127.0.0.1:9000';

export interface ServerOptions {
  apiUrl?: string;
  profile?: string;
}

/** The server to call, and the credentials for it. */
export interface Server {
  apiUrl: string;
  apiKey: string | null;
  orgId: string | null;
  profile: string;
  /** The origin of the address, described for people. */
  source: string;
}

/**
 * Finds the address: `--api-url` or EVERRUNS_API_URL, else the profile's, else that of the `everruns dev` on the data folder,
 * else this machine's default. The key is EVERRUNS_API_KEY, or the profile's key if the address is the profile's own.
 */
export async function findServer(env: Environment, options: ServerOptions): Promise<Server> {
  const name = options.profile ?? (env.EVERRUNS_PROFILE || undefined);
  const profile = (await loadProfiles(env))[name ?? DEFAULT_PROFILE];
  const given = options.apiUrl ?? (env.EVERRUNS_API_URL || undefined);
  if (name !== undefined && profile === undefined && given === undefined) {
    throw new CliError(`There is no profile ${name}: make it with \`everruns login --profile ${name}\`.`, 'denied');
  }
  const found = await findAddress(env, { given, profileUrl: profile?.api_url });
  const isOfProfile = profile !== undefined && sameOrigin(profile.api_url, found.apiUrl);
  return {
    ...found,
    apiKey: env.EVERRUNS_API_KEY || (isOfProfile ? (profile.api_key ?? null) : null),
    orgId: env.EVERRUNS_ORG_ID || (isOfProfile ? (profile.organization_id ?? null) : null),
    profile: name ?? DEFAULT_PROFILE,
  };
}

async function findAddress(
  env: Environment,
  { given, profileUrl }: { given: string | undefined; profileUrl: string | undefined },
): Promise<Pick<Server, 'apiUrl' | 'source'>> {
  if (given !== undefined) {
    if (!URL.canParse(given) || !/^https?:/i.test(given)) {
      throw new CliError(`${given} is no address of a server: it must look like http://127.0.0.1:9000.`, 'usage');
    }
    return { apiUrl: given.replace(/\/+$/, ''), source: 'given' };
  }
  if (profileUrl !== undefined) return { apiUrl: profileUrl, source: 'profile' };
  const instance = await readInstance(dataFolderOf(env));
  if (instance?.http_url && isAlive(instance.pid)) return { apiUrl: instance.http_url, source: 'data folder' };
  return { apiUrl: LOCAL, source: 'default' };
}

/** A key is sent only to the server that made it. */
function sameOrigin(one: string, other: string): boolean {
  return new URL(one).origin === new URL(other).origin;
}
