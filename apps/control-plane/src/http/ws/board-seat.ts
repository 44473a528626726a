import type { AttemptToken, ExecId, ToolCallId, WaitId } from '@everruns/schemas';
import { EverrunsError, hasErrorCode } from '@everruns/schemas';
import { CLOSE_CODES, type ClientFrameOf } from '@everruns/schemas/ws';
import { claimCall, findCall, resolveToolCalls, type ClientCall } from '../../engine/index.ts';
import { notFound } from '../../kernel/not-found.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import type { DeviceSession } from '../../services/devices/connect.ts';
import type { Services } from '../../services/services.ts';
import type { SocketObserver } from '../../telemetry/socket-metrics.ts';
import type { BoardMember } from './call-board.ts';
import type { FrameSocket } from './frame-socket.ts';

/** What a call that this device has claimed is to readers of its session. */
interface ClaimedCall {
  call: ClientCall;
  frames: number;
}

export interface BoardSeatDeps {
  services: Services;
  out: FrameSocket;
  observer: SocketObserver;
  /** The request whose turn made a call, if it came over this socket. */
  findRequest: (call: ClientCall) => string | null;
}

/** A device at the board of calls: what it is offered, claims and answers over one socket. */
export class BoardSeat implements BoardMember {
  readonly ctx: RequestContext;
  readonly device: DeviceSession;
  readonly tools: ReadonlySet<string>;
  readonly offered = new Map<ToolCallId, WaitId>();
  readonly #deps: BoardSeatDeps;
  readonly #claimed = new Map<ToolCallId, ClaimedCall>();

  constructor(deps: BoardSeatDeps, member: { ctx: RequestContext; device: DeviceSession; tools: readonly string[] }) {
    this.#deps = deps;
    this.ctx = member.ctx;
    this.device = member.device;
    this.tools = new Set(member.tools);
  }

  async offer(call: ClientCall): Promise<void> {
    const { out, findRequest } = this.#deps;
    await out.drained();
    const request_id = findRequest(call);
    out.send({
      type: 'tool_call',
      tool_call_id: call.tool_call_id,
      session_id: call.session_id,
      turn_id: call.turn_id,
      ...(request_id === null ? {} : { request_id }),
      name: call.name,
      arguments: call.arguments,
      deadline: call.expires_at.toISOString(),
    });
  }

  settle(callId: ToolCallId, by: string): void {
    this.#claimed.delete(callId);
    this.#deps.out.send({ type: 'settled', tool_call_id: callId, by });
  }

  supersede(isDeleted: boolean): void {
    const reason = isDeleted ? 'device_deleted' : 'superseded';
    this.#deps.out.bye(reason, null, CLOSE_CODES.superseded);
  }

  /** Claims a call, or claims it again after the socket came back. The answer is `claimed` or `settled`. */
  async claim(ctx: RequestContext, tool_call_id: ToolCallId): Promise<void> {
    const { services, out, observer } = this.#deps;
    const { device } = this;
    const claim = await claimCall(services.engine, ctx, { tool_call_id, claimant: device, subject: device.subject });
    observer.onClaim(claim.kind);
    switch (claim.kind) {
      case 'claimed':
        this.offered.set(tool_call_id, claim.call.wait_id);
        this.#claimed.set(tool_call_id, { call: claim.call, frames: 0 });
        return out.send({ type: 'claimed', tool_call_id, ok: true, deadline: claim.deadline.toISOString() });
      case 'taken':
        this.offered.delete(tool_call_id);
        return out.send({ type: 'claimed', tool_call_id, ok: false, ...(claim.by === null ? {} : { by: claim.by }) });
      case 'settled':
        this.offered.delete(tool_call_id);
        return out.send({ type: 'settled', tool_call_id, by: claim.by });
      default:
        return claim satisfies never;
    }
  }

  /** The calls that the instance says it runs: it keeps those that are its own, and is told of the others. */
  async resume(ctx: RequestContext, running: readonly ToolCallId[]): Promise<void> {
    for (const tool_call_id of new Set(running)) {
      try {
        await this.claim(ctx, tool_call_id);
      } catch (error) {
        if (!hasErrorCode(error, 'not_found')) throw error;
        this.#deps.out.send({ type: 'claimed', tool_call_id, ok: false });
      }
    }
  }

  /** Records the result of a call, once. A repetition is answered with who gave the result that counts. */
  async answer(ctx: RequestContext, { tool_call_id, result, error }: ClientFrameOf<'tool_result'>): Promise<void> {
    const { services, out } = this.#deps;
    const { device } = this;
    const call = await findCall(services.engine, ctx, { tool_call_id, subject: device.subject });
    if (call === null) throw notFound('tool call');
    const answer = { tool_call_id, ...(error === undefined ? { result: result ?? null } : { error }) };
    try {
      await resolveToolCalls(services.engine, ctx, {
        session_id: call.session_id,
        request: { tool_results: [answer] },
        idempotency: null,
        claimant: device,
      });
    } catch (failure) {
      if (!hasErrorCode(failure, 'already_resolved')) throw failure;
    }
    // The commit has told this socket already, unless another process made it or the result came twice.
    if (this.offered.delete(tool_call_id)) this.settle(tool_call_id, await this.#whoEnded(ctx, tool_call_id));
    else if (call.status !== 'open')
      out.send({ type: 'settled', tool_call_id, by: await this.#whoEnded(ctx, tool_call_id) });
  }

  /** Shows the progress of a claimed call to whoever follows its session. */
  report({ tool_call_id, message }: ClientFrameOf<'progress'>): void {
    const claimed = this.#claimed.get(tool_call_id);
    if (claimed === undefined) {
      throw new EverrunsError('conflict', 'This socket has not claimed the call, or the call has its result.');
    }
    const { hub } = this.#deps.services;
    const token = toToken(claimed.call);
    if (claimed.frames === 0) hub.openAttempt(claimed.call.org_id, token, null);
    claimed.frames += 1;
    hub.publishFrame(token, claimed.frames, { type: 'tool.progress', data: { tool_call_id, attempt: 1, message } });
  }

  async #whoEnded(ctx: RequestContext, tool_call_id: ToolCallId): Promise<string> {
    const { subject } = this.device;
    const call = await findCall(this.#deps.services.engine, ctx, { tool_call_id, subject });
    return call?.resolved_by ?? call?.status ?? 'canceled';
  }
}

/** A client's call has no attempt of a worker. Readers see its progress as that of the first one. */
function toToken({ turn_id, iteration, ordinal, session_id, wait_id }: ClientCall): AttemptToken {
  return {
    atom: { turn_id, iteration, kind: 'act', ordinal },
    session_id,
    segment: 1,
    exec_id: wait_id as unknown as ExecId,
    attempt: 1,
  };
}
