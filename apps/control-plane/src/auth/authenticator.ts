import {
  DEFAULT_ORGANIZATION_ID,
  EverrunsError,
  OrganizationId,
  subjectOfPerson,
  type Role,
  type Scope,
} from '@everruns/schemas';
import { actAsAccounts } from '../kernel/acting.ts';
import type { Authenticate, Principal } from './principal.ts';
import {
  findApiKeyCredential,
  findBrowserCredential,
  findFamilyCredential,
  touchApiKey,
  touchLogin,
  type CredentialRow,
} from '../repositories/credentials.ts';
import type { AuthDeps } from './auth-deps.ts';
import { LOGIN_IDLE_SECONDS } from './login-lifetime.ts';
import { normalizeEmail } from './normalize-email.ts';
import { readCredential, unauthenticated, type ShownCredential } from './read-credential.ts';
import { hashSecretToken } from './secret-token.ts';

export const SCOPES_OF_ROLE: Record<Role, readonly Scope[]> = {
  viewer: ['read', 'subjects:own'],
  member: ['read', 'write', 'approvals:resolve', 'subjects:own'],
  admin: ['read', 'write', 'admin', 'approvals:resolve', 'subjects:own', 'subjects:any'],
  owner: ['read', 'write', 'admin', 'approvals:resolve', 'subjects:own', 'subjects:any'],
};

/**
 * For modes admin and full: finds the caller of a request by its credential, which is looked up at most every two seconds. Throws
 * `rate_limited` for guesses.
 */
export function createAuthenticate(deps: AuthDeps): Authenticate {
  return async (headers, address) => {
    const shown = readCredential(headers, deps.sessionCookie);
    if (shown === null) throw unauthenticated('Sign in, or send an API key in the Authorization header.');
    const row = await findCredential(deps, shown, address);
    if (row === null) throw unauthenticated('This credential is not valid, or no longer.');
    return toPrincipal(deps, { shown, row, wanted: headers.get('x-org-id') });
  };
}

async function findCredential(deps: AuthDeps, shown: ShownCredential, address: string): Promise<CredentialRow | null> {
  const hash = hashSecretToken(shown.secret);
  const key = `${shown.kind}:${hash.toString('base64url')}`;
  const cached = deps.credentialCache.find(key);
  const isOver = (row: CredentialRow) => row.expires_at !== null && row.expires_at <= deps.clock.now();
  if (cached !== null && cached.row !== null && !isOver(cached.row)) return cached.row;
  return deps.credentialLimits.guard({ address, key }, async () => {
    if (cached !== null) return null;
    const found = await actAsAccounts(() => lookUp(deps, shown, hash));
    const row = found === null || isOver(found) ? null : found;
    deps.credentialCache.set(key, { row });
    if (row?.is_use_stale === true) noteUse(deps, shown, row);
    return row;
  });
}

async function lookUp(deps: AuthDeps, shown: ShownCredential, hash: Buffer): Promise<CredentialRow | null> {
  const { db } = deps;
  const lookup = { adminEmailKey: findAdminEmailKey(deps) };
  switch (shown.kind) {
    case 'api_key':
      return findApiKeyCredential(db, hash, lookup);
    case 'session':
      return findBrowserCredential(db, hash, lookup);
    case 'token': {
      const claims = await deps.accessTokens.verify(shown.secret);
      if (claims === null) return null;
      const row = await findFamilyCredential(db, claims.sessionId, lookup);
      if (row === null || row.user_id !== claims.userId || row.token_version !== claims.tokenVersion) return null;
      return { ...row, expires_at: Math.min(row.expires_at ?? Infinity, claims.expiresAt) };
    }
  }
}

/** The e-mail key of the only account that mode admin accepts, however many an earlier mode has left; null in other modes. */
export function findAdminEmailKey({ authSettings: settings }: Pick<AuthDeps, 'authSettings'>): string | null {
  return settings.mode === 'admin' && settings.admin !== null ? normalizeEmail(settings.admin.email) : null;
}

/** The request does not wait for this. A use that is not recorded costs a login a minute of its idle time. */
function noteUse(deps: AuthDeps, { kind }: ShownCredential, { id }: CredentialRow): void {
  const { db } = deps;
  const note = () => (kind === 'api_key' ? touchApiKey(db, id) : touchLogin(db, id, LOGIN_IDLE_SECONDS));
  actAsAccounts(note).catch((error: unknown) =>
    deps.log.warn({ err: error }, 'The use of a credential could not be recorded.'),
  );
}

function toPrincipal(
  { authSettings: settings }: AuthDeps,
  { shown, row, wanted }: { shown: ShownCredential; row: CredentialRow; wanted: string | null },
): Principal {
  const home = settings.mode === 'admin' ? DEFAULT_ORGANIZATION_ID : row.org_id;
  const org = wanted === null ? home : OrganizationId.safeParse(wanted).data;
  const isReachable = settings.mode !== 'admin' || org === DEFAULT_ORGANIZATION_ID;
  const role = org === undefined || !isReachable ? undefined : row.roles.get(org);
  if (org === undefined || role === undefined) {
    throw new EverrunsError('org_forbidden', 'This credential does not reach the organization that X-Org-Id names.', {
      errors: [{ path: 'X-Org-Id', code: 'not_a_member', message: 'names no organization of this credential' }],
    });
  }
  const scopes = new Set(SCOPES_OF_ROLE[role].filter((scope) => row.scopes.has(scope)));
  return {
    orgId: org,
    name: shown.kind === 'api_key' ? `key:${row.id}` : `user:${row.user_id}`,
    role,
    scopes,
    userId: row.user_id,
    credential: { kind: shown.kind, id: row.id },
    subjects: subjectsOf(row, scopes),
    expiresAt: row.expires_at,
    isAmbient: shown.kind === 'session',
  };
}

/** A login reaches what is its person's. A key does so only with a scope. */
function subjectsOf({ subject, user_id }: CredentialRow, scopes: ReadonlySet<Scope>): Principal['subjects'] {
  return {
    bound: subject,
    person: scopes.has('subjects:own') ? subjectOfPerson(user_id) : null,
    reachesEveryone: scopes.has('subjects:any'),
  };
}
