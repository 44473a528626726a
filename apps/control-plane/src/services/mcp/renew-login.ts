import { LoginFailure, refreshLogin } from '@everruns/mcp';
import {
  claimRefresh,
  findConnection,
  noteFailed,
  storeRenewed,
  type StoredConnection,
} from '../../repositories/mcp-connections.ts';
import type { CoreServices } from '../services.ts';
import { openLoginFetch } from './login-fetch.ts';
import { decryptLogin, toNewTokens } from './place-of-login.ts';
import type { ServerUser } from './server-user.ts';

type Deps = Pick<CoreServices, 'db' | 'clock' | 'envelope' | 'openFetch' | 'allowPrivateProviders'>;

const WAIT_MS = 12_000;
const LOOK_MS = 200;

/**
 * Renews the tokens of a login, once however many ask: the others wait until it is done. Holds no lock and no connection to the database
 * meanwhile. Never throws for what the authorization server says: the row then tells why.
 */
export async function renewLogin(deps: Deps, user: ServerUser, stored: StoredConnection): Promise<void> {
  const { connection, version } = stored;
  const seen = { id: connection.id, version };
  if (!(await claimRefresh(deps.db, user, seen))) return waitForOther(deps, user, stored);
  const login = decryptLogin(deps, user, stored);
  try {
    const renewed = await refreshLogin({ login, fetch: openLoginFetch(deps, login.server_url) });
    await storeRenewed(deps.db, user, {
      ...seen,
      tokens: toNewTokens(deps, user, { id: connection.id, login: renewed }),
    });
  } catch (error) {
    const { kind, message } = error instanceof LoginFailure ? error : UNKNOWN;
    // What may be an outage never costs a login.
    const status = kind === 'refused' ? 'login_required' : 'active';
    await noteFailed(deps.db, user, { ...seen, status, error: message });
    if (!(error instanceof LoginFailure)) throw error;
  }
}

const UNKNOWN = { kind: 'unavailable', message: 'The login could not be renewed.' } as const;

async function waitForOther(
  { db, clock }: Deps,
  user: ServerUser,
  { connection, version }: StoredConnection,
): Promise<void> {
  const untilMs = clock.monotonic() + WAIT_MS;
  while (clock.monotonic() < untilMs) {
    const now = await findConnection(db, user, { id: connection.id });
    if (now === null || now.version !== version || now.connection.status !== 'active') return;
    await clock.sleep(LOOK_MS);
  }
}
