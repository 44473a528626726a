import type { StoreContentsRequest, StoreContentsResponse } from '@everruns/internal-protocol';
import { EverrunsError, hasErrorCode, LIMITS } from '@everruns/schemas';
import { putRequestContents } from '../../repositories/request-contents.ts';
import type { ProcessContext } from '../ports/process-context.ts';
import { findRunningAttempt } from '../statements/call-attempt.ts';
import type { EngineDeps } from '../transact/engine-deps.ts';

/**
 * Stores what requests of a running attempt held besides their messages. An organization without room for it goes on without: what its
 * generations were told is then not known. Throws `fenced` and `payload_too_large`.
 */
export async function storeContents(
  { db, limits }: EngineDeps,
  _ctx: ProcessContext,
  { token, contents }: StoreContentsRequest,
): Promise<StoreContentsResponse> {
  const sizes = contents.map((content) => Buffer.byteLength(content));
  if (sizes.some((size) => size > LIMITS.contextBytes)) throw tooLarge();
  const organization = await findRunningAttempt(db, token);
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  try {
    await limits.assertRoom(organization, 'stored_bytes', bytes);
  } catch (error) {
    if (hasErrorCode(error, 'limit_reached')) return { is_stored: false };
    throw error;
  }
  const added = await putRequestContents(db, organization, contents);
  limits.noteAdded(organization.org_id, 'stored_bytes', added);
  return { is_stored: true };
}

function tooLarge(): EverrunsError {
  return new EverrunsError('payload_too_large', `A content can have at most ${LIMITS.contextBytes} bytes.`);
}
