import { mergePatch } from '@everruns/kernel';
import {
  EverrunsError,
  findLabeledVersion,
  type Session,
  type SessionId,
  type UpdateSessionRequest,
} from '@everruns/schemas';
import type { Tx } from '../../db/database.ts';
import { findAgent } from '../../repositories/agents.ts';
import { inTransaction } from '../../db/transaction.ts';
import { withGivenTitle } from '../../repositories/listed-facts.ts';
import { findSessionForUpdate, updateSessionRow } from '../../repositories/sessions.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { assertIfMatch } from '../../kernel/if-match.ts';
import { checkControls } from '../controls/check-controls.ts';
import { patchControls } from '../controls/patch-controls.ts';
import { assertModelExists } from '../models/get.ts';
import { notFound } from '../../kernel/not-found.ts';
import type { Services } from '../services.ts';
import { timestampOf } from '../../kernel/timestamp.ts';
import { sessionTag } from './session-tag.ts';

export interface UpdateSessionInput {
  session_id: SessionId;
  patch: UpdateSessionRequest;
  /** The `If-Match` header. */
  if_match: string | null;
}

/** Patches a session (RFC 7396). Throws `not_found` for session and model, `invalid_request` and `precondition_failed`. */
export async function updateSession(deps: Services, ctx: RequestContext, input: UpdateSessionInput): Promise<Session> {
  const updated = await inTransaction(deps.db, async (tx) => {
    const session = await findSessionForUpdate(tx, ctx, input.session_id);
    if (session === null) throw notFound('session');
    assertIfMatch('session', sessionTag(session), input.if_match);
    if (input.patch.model_id) await assertModelExists(tx, ctx, input.patch.model_id);
    if (input.patch.agent_label) await assertLabel(tx, ctx, { session, label: input.patch.agent_label });
    const { controls, ...fields } = input.patch;
    await checkControls(deps, ctx, { controls });
    const asked = controls === undefined ? {} : { controls: patchControls(session.controls, controls) };
    const next = mergePatch(session, { ...fields, ...asked });
    if (sessionTag(next) === sessionTag(session)) return session;
    const changed = { ...next, updated_at: timestampOf(deps.clock) };
    await updateSessionRow(tx, ctx, changed);
    return changed;
  });
  deps.hub.feed.publish(ctx.org_id, updated.subject, { type: 'session.changed', data: { session_id: updated.id } });
  return withGivenTitle(deps.db, ctx, updated);
}

/** Throws `not_found`, and `invalid_request` for a session that is pinned to a version. */
async function assertLabel(
  tx: Tx,
  ctx: RequestContext,
  { session, label }: { session: Session; label: string },
): Promise<void> {
  if (session.agent_version !== undefined) {
    const message = 'must not be set: the session is pinned to a version of the agent';
    throw new EverrunsError('invalid_request', `agent_label: ${message}.`, {
      errors: [{ path: 'agent_label', code: 'exclusive', message }],
    });
  }
  const agent = await findAgent(tx, ctx, session.agent_id);
  if (agent === null || findLabeledVersion(agent, label) === undefined) throw notFound('label of this agent');
}
