import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { CliError, errnoCode } from '../cli-error.ts';
import type { Environment } from '../config/env.ts';

/** A server and the account that is signed in to it. */
export const Profile = z.object({
  api_url: z.url(),
  /** Created at login for this machine, and deleted at logout. */
  api_key: z.string().optional(),
  api_key_id: z.string().optional(),
  email: z.string().optional(),
  organization_id: z.string().optional(),
});
export type Profile = z.infer<typeof Profile>;

const Profiles = z.object({ profiles: z.record(z.string(), Profile) });

export const DEFAULT_PROFILE = 'default';

/** The path of `profiles.json` in the configuration folder. The file contains API keys, so only its owner can read it. */
export function profileFile(env: Environment): string {
  const folder = env.EVERRUNS_CONFIG_DIR || path.join(homedir(), '.config', 'everruns');
  return path.join(folder, 'profiles.json');
}

/** Reads all profiles by name. A missing file has no profiles. Throws an error for a person if the file cannot be read. */
export async function loadProfiles(env: Environment): Promise<Record<string, Profile>> {
  const file = profileFile(env);
  try {
    return Profiles.parse(JSON.parse(await readFile(file, 'utf8'))).profiles;
  } catch (error) {
    if (errnoCode(error) === 'ENOENT') return {};
    throw new CliError(`${file} cannot be read as profiles: mend or delete it, then \`everruns login\` again.`);
  }
}

/** Writes a profile, or deletes it (null). A crash leaves the old file unchanged. */
export async function saveProfile(env: Environment, name: string, profile: Profile | null): Promise<void> {
  const file = profileFile(env);
  const { [name]: _, ...others } = await loadProfiles(env);
  const profiles = profile === null ? others : { ...others, [name]: profile };
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, `${JSON.stringify({ profiles }, null, 2)}\n`, { mode: 0o600, flush: true });
  await chmod(draft, 0o600);
  await rename(draft, file);
}
