import { checkOutput } from '@everruns/core/catalog';
import {
  EverrunsError,
  type Approval,
  type JsonObject,
  type JsonValue,
  type ResolveApprovalRequest,
  type Wait,
  type WaitId,
  type WaitKind,
  type WaitResolution,
  LIMITS,
  utf8Length,
} from '@everruns/schemas';
import { findToolOfWait, hashArguments, hashTool, resolveWait, type NewRule } from '../../engine/index.ts';
import type { IdempotencyRequest } from '../../idempotency/idempotency-request.ts';
import { notFound } from '../../kernel/not-found.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { reachesSubject } from '../../kernel/subject-reach.ts';
import { findApproval } from '../../repositories/approvals.ts';
import { bindOffload } from '../bind-offload.ts';
import type { Services } from '../services.ts';

export interface ResolveApprovalInput {
  approval_id: WaitId;
  request: ResolveApprovalRequest;
  /** Whether the caller may remember a decision for a whole agent. */
  is_admin: boolean;
  idempotency: IdempotencyRequest | null;
  signal: AbortSignal;
}

const DECISIONS: Record<WaitKind, readonly string[]> = {
  approval: ['approve', 'deny'],
  question: ['answer', 'deny'],
  connection: ['deny'],
  client_tool: [],
  subagent: [],
};

/**
 * Decides an approval or a question, once. Edited arguments must fit the tool's schema, and an answer the question's. Throws `not_found`,
 * `invalid_request` with the path of what does not fit, `forbidden`, and `already_resolved` with who decided and when.
 */
export async function resolveApproval(deps: Services, ctx: RequestContext, input: ResolveApprovalInput): Promise<Wait> {
  const { approval_id, request, idempotency } = input;
  const approval = await findApproval(deps.db, ctx, approval_id);
  if (approval === null || !reachesSubject(ctx, approval.subject)) throw notFound('approval');
  assertFits(approval, request);
  if (request.remember?.scope === 'agent' && !input.is_admin) {
    const message = 'Only an admin may remember an approval for a whole agent. Choose the scope session or user.';
    throw new EverrunsError('forbidden', message, { errors: [{ path: 'remember.scope', code: 'not_yours', message }] });
  }
  // What was decided before is told by the verb, whatever this request says.
  if (approval.status === 'open') await checkValues(deps, ctx, { approval, ...input });
  const { decision, reason, edited_arguments, answer } = request;
  const resolution: WaitResolution = {
    decision,
    ...(reason === undefined || reason === '' ? {} : { reason }),
    ...(edited_arguments === undefined ? {} : { edited_arguments }),
    ...(answer === undefined ? {} : { answer }),
  };
  const rule = await toRule(deps, ctx, { approval, request });
  return resolveWait(deps.engine, ctx, {
    session_id: approval.session_id,
    wait_id: approval_id,
    resolution,
    rule,
    idempotency,
  });
}

const TOO_LONG = `It must be at most ${LIMITS.answerBytes} bytes of JSON.`;

/** Each field belongs to one decision, and each decision to one kind of request. */
function assertFits({ kind }: Approval, request: ResolveApprovalRequest): void {
  const { decision, edited_arguments, answer, remember } = request;
  if (!DECISIONS[kind].includes(decision))
    refuse('decision', `A request of the kind ${kind} takes one of: ${DECISIONS[kind].join(', ')}.`);
  if (edited_arguments !== undefined && decision !== 'approve')
    refuse('edited_arguments', 'Arguments are edited only with the decision approve.');
  if (remember !== undefined && (decision !== 'approve' || kind !== 'approval'))
    refuse('remember', 'Only the approval of a call is remembered.');
  if ((answer !== undefined) !== (decision === 'answer'))
    refuse('answer', 'An answer comes with the decision answer, and only with it.');
}

async function checkValues(
  deps: Services,
  ctx: RequestContext,
  { approval, request, signal }: Pick<ResolveApprovalInput, 'request' | 'signal'> & { approval: Approval },
): Promise<void> {
  const runJob = bindOffload(deps, ctx, signal);
  const check = async (path: string, schema: JsonObject, value: JsonValue): Promise<void> => {
    const text = JSON.stringify(value);
    if (utf8Length(text) > LIMITS.answerBytes) refuse(path, TOO_LONG);
    const verdict = await checkOutput(runJob, schema, text);
    if (!verdict.isValid) throw toFaults(path, verdict.reason);
  };
  const { edited_arguments, answer } = request;
  if (edited_arguments !== undefined) {
    const tool = await findToolOfWait(deps.engine, ctx, approval);
    if (tool === undefined) refuse('edited_arguments', 'The turn no longer has this tool. Deny the call.');
    await check('edited_arguments', tool.parameters, edited_arguments);
  }
  if (answer === undefined) return;
  const schema = approval.request.question?.schema;
  if (schema !== undefined) return check('answer', schema, answer);
  // Plain text needs no thread, and the first one would start it.
  if (typeof answer !== 'string') refuse('answer', 'It must be text.');
  if (utf8Length(answer) > LIMITS.answerBytes) refuse('answer', TOO_LONG);
}

const refuse: (path: string, message: string) => never = (path, message) => {
  throw new EverrunsError('invalid_request', `${path}: ${message}`, { errors: [{ path, code: 'invalid', message }] });
};

/** `"/a/b must be string; the value must have required property 'c'"`, as the check reports it. */
function toFaults(path: string, reason: string): EverrunsError {
  const errors = reason.split('; ').map((fault) => {
    const [pointer = ''] = /^\/\S*/.exec(fault) ?? [];
    const message = fault
      .slice(pointer.length)
      .replace(/^the value/, '')
      .trim();
    return { path: `${path}${pointer.replaceAll('/', '.')}`, code: 'schema_mismatch', message };
  });
  return new EverrunsError('invalid_request', `${path} does not fit its schema: ${reason}.`, { errors });
}

async function toRule(
  deps: Services,
  ctx: RequestContext,
  { approval, request }: { approval: Approval; request: ResolveApprovalRequest },
): Promise<NewRule | null> {
  const { remember } = request;
  if (remember === undefined) return null;
  const tool = await findToolOfWait(deps.engine, ctx, approval);
  if (tool === undefined) refuse('remember', 'The turn no longer has this tool.');
  const { scope, match } = remember;
  const args = match === 'arguments' ? (request.edited_arguments ?? approval.request.arguments) : null;
  return {
    org_id: ctx.org_id,
    id: deps.ids.uuid(),
    scope,
    session_id: scope === 'session' ? approval.session_id : null,
    agent_id: scope === 'agent' ? approval.agent_id : null,
    subject: scope === 'user' ? approval.subject : null,
    tool: tool.name,
    capability_id: tool.capability_id ?? null,
    schema_hash: hashTool(tool),
    match,
    arguments: args,
    arguments_hash: args === null ? null : hashArguments(args),
    created_by: ctx.principal,
    created_at: new Date(deps.clock.now()),
  };
}
