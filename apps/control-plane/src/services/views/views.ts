import {
  EverrunsError,
  LIMITS,
  ViewId,
  type CreateViewRequest,
  type Page,
  type UpdateViewRequest,
  type View,
} from '@everruns/schemas';
import type { z } from 'zod';
import { inTransaction } from '../../db/transaction.ts';
import type { IdempotencyRequest } from '../../idempotency/idempotency-request.ts';
import { idempotentWrite, type Answered } from '../../idempotency/idempotent-write.ts';
import { assertIfMatch, entityTagOf } from '../../kernel/if-match.ts';
import { listPage, type ListQuery } from '../../kernel/list-page.ts';
import { notFound } from '../../kernel/not-found.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { timestampOf } from '../../kernel/timestamp.ts';
import { lockOrganization } from '../../repositories/memberships.ts';
import { countViews, deleteViewRow, findView, listViews as listRows, putView } from '../../repositories/views.ts';
import type { Services } from '../services.ts';

/** Changes with every change. */
export const viewTag = ({ id, updated_at }: View): string => entityTagOf(id, updated_at);

/** Saves a filter under a name. Throws `conflict` when the organization has as many views as it may have. */
export function createView(
  deps: Services,
  ctx: RequestContext,
  { request, idempotency }: { request: CreateViewRequest; idempotency: IdempotencyRequest | null },
): Promise<Answered<View>> {
  const now = timestampOf(deps.clock);
  const id = ViewId.parse(deps.ids.uuid());
  const view: View = { ...request, id, created_by: ctx.principal, created_at: now, updated_at: now };
  return idempotentWrite(deps.db, { ctx, idempotency, status: 201 }, async (tx) => {
    await lockOrganization(tx, ctx);
    const limit = LIMITS.viewsPerOrganization;
    if ((await countViews(tx, ctx)) >= limit)
      throw new EverrunsError('conflict', `An organization may have ${limit} views; delete one first.`);
    await putView(tx, ctx, view);
    return view;
  });
}

/** Lists the views that the caller sees, newest first. Throws `invalid_cursor`. */
export function listViews(deps: Services, ctx: RequestContext, input: z.infer<typeof ListQuery>): Promise<Page<View>> {
  const binding = { org_id: ctx.org_id, filter: { list: 'views' } };
  return listPage(deps, { ...input, binding }, (after, count) => listRows(deps.db, ctx, { after, count }));
}

interface OneView {
  view_id: ViewId;
}

/** Throws `not_found`. */
export async function getView({ db }: Pick<Services, 'db'>, ctx: RequestContext, { view_id }: OneView): Promise<View> {
  const view = await findView(db, ctx, { id: view_id });
  if (view === null) throw notFound('view');
  return view;
}

/** Changes a view; a filter is replaced as a whole. Throws `not_found` and `precondition_failed`. */
export function updateView(
  deps: Services,
  ctx: RequestContext,
  { view_id, patch, if_match }: OneView & { patch: UpdateViewRequest; if_match: string | null },
): Promise<View> {
  return inTransaction(deps.db, async (tx) => {
    const view = await findView(tx, ctx, { id: view_id, lock: true });
    if (view === null) throw notFound('view');
    assertIfMatch('view', viewTag(view), if_match);
    const { name = view.name, filter = view.filter, is_shared = view.is_shared } = patch;
    const next: View = { ...view, name, filter, is_shared, updated_at: timestampOf(deps.clock) };
    await putView(tx, ctx, next);
    return next;
  });
}

/** Throws `not_found` and `precondition_failed`. */
export function deleteView(
  deps: Services,
  ctx: RequestContext,
  { view_id, if_match }: OneView & { if_match: string | null },
): Promise<void> {
  return inTransaction(deps.db, async (tx) => {
    const view = await findView(tx, ctx, { id: view_id, lock: true });
    if (view === null) throw notFound('view');
    assertIfMatch('view', viewTag(view), if_match);
    await deleteViewRow(tx, ctx, view_id);
  });
}
