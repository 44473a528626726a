import { omitUndefined } from '@everruns/kernel';
import {
  ApiKey,
  ApiKeyId,
  EverrunsError,
  LIMITS,
  type CreateApiKeyRequest,
  type CreatedApiKey,
  type Role,
} from '@everruns/schemas';
import { z } from 'zod';
import { SCOPES_OF_ROLE } from '../../auth/authenticator.ts';
import { API_KEY_PREFIX } from '../../auth/read-credential.ts';
import { hashSecretToken, makeSecretToken } from '../../auth/secret-token.ts';
import { EncryptedSecret } from '../../crypto/envelope.ts';
import type { Principal } from '../../auth/principal.ts';
import { countApiKeys, insertApiKey } from '../../repositories/api-keys.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { subjectOfNew } from '../../kernel/subject-reach.ts';
import type { Services } from '../services.ts';
import { requireLogin } from '../auth/logout.ts';
import { noAccounts } from '../auth/login.ts';
import type { IdempotencyRequest } from '../../idempotency/idempotency-request.ts';
import { idempotentWrite, type Answered } from '../../idempotency/idempotent-write.ts';
import { lockAsCaller } from '../orgs/lock-as-caller.ts';
import { timestampOf } from '../../kernel/timestamp.ts';

const PREFIX_LENGTH = 12;
/** The stored answer of a repeated request. It holds the key itself, encrypted. */
const StoredAnswer = z.object({ key: ApiKey, secret: EncryptedSecret });

/** Creates a key of the caller's for their organization. Throws `forbidden` for scopes that they do not have themselves. */
export async function createApiKey(
  deps: Services,
  ctx: RequestContext,
  input: { principal: Principal; request: CreateApiKeyRequest; idempotency: IdempotencyRequest | null },
): Promise<Answered<CreatedApiKey>> {
  const { principal, request, idempotency } = input;
  const { db, envelope } = deps;
  requireLogin(principal);
  assertGrantable(principal.role, request);
  assertBindable(ctx, request);
  assertInFuture(deps, request);
  const secret = makeSecretToken(API_KEY_PREFIX);
  const key = toApiKey(deps, { principal, request, prefix: secret.slice(0, PREFIX_LENGTH) });
  const { answer, isReplayed } = await idempotentWrite(db, { ctx, idempotency, status: 201 }, async (tx) => {
    assertGrantable(await lockAsCaller(tx, ctx, { principal, least: 'viewer' }), request);
    if ((await countApiKeys(tx, ctx, key.user_id)) >= LIMITS.apiKeysPerMember) {
      throw new EverrunsError('conflict', `A member may have ${LIMITS.apiKeysPerMember} keys; delete one first.`);
    }
    await insertApiKey(tx, ctx, { key, hash: hashSecretToken(secret) });
    return { key, secret: envelope.encrypt(secret, placeOf(ctx, key)) };
  });
  const stored = StoredAnswer.parse(answer);
  const shown = envelope.decrypt(stored.secret, placeOf(ctx, stored.key));
  return { answer: { ...stored.key, key: shown }, isReplayed };
}

function placeOf({ org_id }: RequestContext, { id }: ApiKey) {
  return { table: 'api_keys', row_id: id, org_id };
}

function assertGrantable(role: Role, { scopes }: CreateApiKeyRequest): void {
  const missing = scopes.find((scope) => !SCOPES_OF_ROLE[role].includes(scope));
  if (missing === undefined) return;
  throw new EverrunsError('forbidden', `A key cannot hold the scope ${missing}: your role does not have it.`, {
    errors: [{ path: 'scopes', code: 'not_yours', message: `your role does not have ${missing}` }],
  });
}

/** A key for one subject reaches no other one, and is made by somebody who reaches that subject. */
function assertBindable(ctx: RequestContext, { subject, scopes }: CreateApiKeyRequest): void {
  if (subject === undefined) return;
  subjectOfNew(ctx, subject);
  if (!scopes.includes('subjects:any')) return;
  const message = 'cannot be the subject of a key with the scope subjects:any, which reaches every subject';
  throw new EverrunsError('invalid_request', `subject: ${message}.`, {
    errors: [{ path: 'subject', code: 'mismatch', message }],
  });
}

function assertInFuture({ clock }: Services, { expires_at }: CreateApiKeyRequest): void {
  if (expires_at === undefined || Date.parse(expires_at) > clock.now()) return;
  throw new EverrunsError('invalid_request', 'expires_at: must be in the future.', {
    errors: [{ path: 'expires_at', code: 'past', message: 'must be in the future' }],
  });
}

function toApiKey(
  deps: Services,
  given: { principal: Principal; request: CreateApiKeyRequest; prefix: string },
): ApiKey {
  const { principal, request, prefix } = given;
  if (principal.userId === null) throw noAccounts();
  return {
    id: ApiKeyId.parse(deps.ids.uuid()),
    name: request.name,
    prefix,
    scopes: request.scopes,
    user_id: principal.userId,
    created_at: timestampOf(deps.clock),
    ...omitUndefined({ subject: request.subject, expires_at: request.expires_at }),
  };
}
