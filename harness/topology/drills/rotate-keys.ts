import { randomBytes } from 'node:crypto';
import { omitUndefined } from '@everruns/kernel';
import { runEverruns } from '../../cli/everruns-process.ts';
import { ApiClient } from '../../dev/api-client.ts';
import { ADMIN, FULL_AUTH } from '../../e2e/two-organizations.ts';
import type { Load } from '../load/load.ts';
import type { Topology } from '../topology.ts';
import { beyondBound, like, type Late } from './drill.ts';
import { strikeDrill, timed } from './strike-drill.ts';

const SIGNING_KEY = randomBytes(32).toString('base64url');

type Settings = Record<string, string | undefined>;

/** The two keys of a control plane: that of its secrets, and that of its access tokens. */
const keysOf = (secrets: string, tokens: string): Settings => ({
  SECRETS_ENCRYPTION_KEY: secrets,
  AUTH_JWT_SECRET: tokens,
});
const previousOf = (secrets?: string, tokens?: string): Settings => ({
  SECRETS_ENCRYPTION_KEY_PREVIOUS: secrets,
  AUTH_JWT_SECRET_PREVIOUS: tokens,
});

export const rotateKeys = strikeDrill({
  name: 'rotate-keys',
  says: 'the keys of secrets and of access tokens are rotated, as the documentation says, while people who are signed in go on',
  prepare: async () =>
    like({ env: { ...FULL_AUTH, AUTH_JWT_SECRET: SIGNING_KEY, RATE_LIMIT_REQUESTS_PER_MINUTE: '100000' } }),
  signIn,
  boundMs: () => 12_000,
  async strike(topology, load, onProgress) {
    const [, key = ''] = topology.secrets;
    const old = [`kek-v1:${key}`, SIGNING_KEY] as const;
    const next = [`kek-v2:${randomBytes(32).toString('base64')}`, randomBytes(32).toString('base64url')] as const;
    const restartAll = async (settings: Settings): Promise<void> => {
      for (const controlPlane of topology.controlPlanes) {
        controlPlane.reconfigure(settings);
        await controlPlane.kill('SIGTERM');
        await controlPlane.start();
        await load.untilTurns(load.sessionIds.length);
      }
    };
    const awayMs = await timed(async () => {
      onProgress('All control planes learn the next keys …');
      await restartAll(previousOf(...next));
      onProgress('The keys are swapped …');
      const swapped = { ...keysOf(...next), ...previousOf(...old) };
      await restartAll(swapped);
      const env = { DATABASE_URL: topology.databaseUrl, ...omitUndefined(swapped) };
      const { code, stdout, stderr } = await runEverruns(['secrets', 'rotate'], { env });
      if (code !== 0) throw new Error(`everruns secrets rotate ended with ${code}: ${stderr}`);
      onProgress(stdout.trim());
      // The tokens that clients have were signed with the first key. People would have renewed theirs by now.
      onProgress('The old key of secrets is dropped …');
      await restartAll(previousOf(undefined, SIGNING_KEY));
    });
    return { says: 'two keys rotated', awayMs };
  },
  look: (_topology, load) => findTurnedAway(load),
});

async function signIn({ urls }: Topology): Promise<Record<string, string>> {
  const body = { ...ADMIN, grant: 'tokens' };
  const { tokens } = await new ApiClient(urls).json<{ tokens: { access_token: string } }>('POST', '/v1/auth/login', {
    body,
  });
  return { authorization: `Bearer ${tokens.access_token}` };
}

/** No request may be refused, nor may one fail because a value cannot be read. */
function findTurnedAway({ journal }: Load): Late[] {
  const turnedAway = journal.filter(({ status }) => status !== null && status !== 503 && status >= 400);
  const statuses = [...new Set(turnedAway.map(({ status }) => status))].join(', ');
  return turnedAway.length === 0 ? [] : [beyondBound(`${turnedAway.length} posts were refused: ${statuses}`)];
}
