import { LIMITS, type ToolCallId, type WaitId } from '@everruns/schemas';
import type { Logger } from 'pino';
import {
  listOfferedCalls,
  lookAtCalls,
  PLATFORM,
  type ClientCall,
  type EngineDeps,
  type WaitNews,
} from '../../engine/index.ts';
import type { BusHint, EventBus } from '../../events/hub.ts';
import { actAsOrganization } from '../../kernel/acting.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import type { DeviceSession } from '../../services/devices/connect.ts';

/** A device whose socket this process holds. */
export interface BoardMember {
  /** Whose calls it is offered. */
  readonly ctx: RequestContext;
  readonly device: DeviceSession;
  readonly tools: ReadonlySet<string>;
  /** The calls that it has been offered or has claimed, and that have no result. */
  readonly offered: Map<ToolCallId, WaitId>;
  /** Sends a call. It waits for a reader that is slow. */
  offer(call: ClientCall): Promise<void>;
  settle(callId: ToolCallId, by: string): void;
  /** The device has a newer socket, or was deleted. */
  supersede(isDeleted: boolean): void;
}

export interface CallBoardDeps {
  engine: EngineDeps;
  /** The engine as it looks at the calls of all organizations. */
  background: EngineDeps;
  bus: EventBus;
  log: Pick<Logger, 'warn'>;
  monotonic: () => number;
}

const LOOK_MS = 1_000;
/** A call that is committed late has an earlier time than its neighbors. */
const OVERLAP_MS = 15_000;
const LONGEST_MS = 60 * 60 * 1_000;
/** How many calls and devices one look asks about. The next look continues. */
const WINDOW = 1_000;
/** Hints that come at the same time cause one look. */
const GATHER_MS = 5;

/**
 * Offers the calls of clients to the devices of this process, wherever they were committed. Hints of commits here and at other replicas
 * make it fast, and one statement a second, while there are devices, makes it sure.
 */
export class CallBoard {
  readonly #deps: CallBoardDeps;
  readonly #audiences = new Map<string, Set<BoardMember>>();
  readonly #members = new Map<string, BoardMember>();
  readonly #stopListening: () => void;
  #timer: NodeJS.Timeout | null = null;
  #soon: NodeJS.Timeout | null = null;
  #looking: Promise<void> | null = null;
  #lookedAtMs: number;
  /** Where the last look ended, among calls and among devices. */
  #calls = 0;
  #devices = 0;

  constructor(deps: CallBoardDeps) {
    this.#deps = deps;
    this.#lookedAtMs = deps.monotonic();
    this.#stopListening = deps.bus.subscribe((hint) => this.#heed(hint));
  }

  /** The socket of a device is open. It replaces an older one, wherever that is. Calls that wait are offered. */
  async join(member: BoardMember): Promise<void> {
    const { id, epoch } = member.device;
    const older = this.#members.get(id);
    if (older !== undefined && older.device.epoch > epoch) return member.supersede(false);
    older?.supersede(false);
    if (older !== undefined) this.leave(older);
    this.#members.set(id, member);
    const audience = audienceOf(member.ctx.org_id, member.device.subject);
    this.#audiences.set(audience, (this.#audiences.get(audience) ?? new Set()).add(member));
    this.#deps.bus.publish({ kind: 'device', id, epoch });
    this.#timer ??= setInterval(() => void this.#look(), LOOK_MS).unref();
    await this.refill(member);
  }

  leave(member: BoardMember): void {
    const { id, subject } = member.device;
    if (this.#members.get(id) === member) this.#members.delete(id);
    const audience = audienceOf(member.ctx.org_id, subject);
    const members = this.#audiences.get(audience);
    members?.delete(member);
    if (members?.size === 0) this.#audiences.delete(audience);
    if (this.#members.size > 0 || this.#timer === null) return;
    clearInterval(this.#timer);
    this.#timer = null;
  }

  /** Offers the calls that wait, as far as the device may be offered more. */
  async refill(member: BoardMember): Promise<void> {
    const limit = LIMITS.offersPerDevice - member.offered.size;
    const { ctx, device, tools } = member;
    if (tools.size === 0 || limit <= 0) return;
    const query = { subject: device.subject, tools: [...tools], limit: LIMITS.offersPerDevice };
    const calls = await actAsOrganization(ctx.org_id, () => listOfferedCalls(this.#deps.engine, ctx, query));
    for (const call of calls) await this.#offer(member, call);
  }

  /** Takes what a commit of this process has opened and ended, and tells the other replicas. */
  note(news: readonly WaitNews[]): void {
    for (const each of news) {
      this.#deps.bus.publish(toHint(each));
      this.#tell(each);
    }
  }

  async close(): Promise<void> {
    this.#stopListening();
    if (this.#timer !== null) clearInterval(this.#timer);
    if (this.#soon !== null) clearTimeout(this.#soon);
    await this.#looking;
  }

  #heed(hint: BusHint): void {
    switch (hint.kind) {
      case 'calls_opened':
        if (this.#audiences.has(audienceOf(hint.org_id, hint.subject))) this.#lookSoon();
        return;
      case 'calls_settled':
        for (const member of this.#audienceOf(hint.org_id, hint.subject))
          for (const { id, by } of hint.calls) this.#settle(member, id, by);
        return;
      case 'device': {
        const member = this.#members.get(hint.id);
        if (member !== undefined && member.device.epoch < hint.epoch) member.supersede(false);
        return;
      }
      default:
        return;
    }
  }

  #tell({ org_id, subject, opened, settled }: WaitNews): void {
    for (const member of this.#audienceOf(org_id, subject)) {
      for (const call of opened) this.#offerSoon(member, call);
      for (const { id, by } of settled) this.#settle(member, id, by);
    }
  }

  #audienceOf(orgId: string, subject: string): BoardMember[] {
    return [...(this.#audiences.get(audienceOf(orgId, subject)) ?? [])];
  }

  #settle(member: BoardMember, callId: ToolCallId, by: string): void {
    if (!member.offered.has(callId)) return;
    const wasFull = member.offered.size >= LIMITS.offersPerDevice;
    member.offered.delete(callId);
    member.settle(callId, by);
    if (wasFull) this.refill(member).catch((error: unknown) => this.#warn(error));
  }

  #offerSoon(member: BoardMember, call: ClientCall): void {
    this.#offer(member, call).catch((error: unknown) => this.#warn(error));
  }

  /** Offers a call once. A device that has many gets it when one of them is settled. */
  async #offer(member: BoardMember, call: ClientCall): Promise<void> {
    const { offered, tools } = member;
    if (!tools.has(call.name) || offered.has(call.tool_call_id) || offered.size >= LIMITS.offersPerDevice) return;
    offered.set(call.tool_call_id, call.wait_id);
    await member.offer(call);
  }

  #lookSoon(): void {
    this.#soon ??= setTimeout(() => {
      this.#soon = null;
      void this.#look();
    }, GATHER_MS);
  }

  /** Never throws: the next look sees what this one missed. */
  async #look(): Promise<void> {
    // Whoever asks while a look is under way may mean something newer.
    if (this.#looking !== null) return this.#lookSoon();
    this.#looking = this.#lookOnce()
      .catch((error: unknown) => this.#warn(error))
      .finally(() => {
        this.#looking = null;
      });
    await this.#looking;
  }

  async #lookOnce(): Promise<void> {
    const begunAtMs = this.#deps.monotonic();
    const members = [...this.#members.values()];
    const calls = members.flatMap((member) => [...member.offered.values()]);
    const devices = members.map(({ device: { id, epoch } }) => ({ id, epoch }));
    const sinceMs = Math.min(begunAtMs - this.#lookedAtMs + OVERLAP_MS, LONGEST_MS);
    const news = await lookAtCalls(this.#deps.background, PLATFORM, {
      sinceMs,
      offered: takeWindow([...new Set(calls)], this.#calls),
      devices: takeWindow(devices, this.#devices),
    });
    this.#calls += WINDOW;
    this.#devices += WINDOW;
    this.#lookedAtMs = begunAtMs;
    for (const call of news.opened)
      for (const member of this.#audienceOf(call.org_id, call.subject)) this.#offerSoon(member, call);
    for (const { tool_call_id, by } of news.settled)
      for (const member of members) this.#settle(member, tool_call_id, by);
    for (const { id, epoch, is_deleted } of news.superseded) {
      const member = this.#members.get(id);
      if (member?.device.epoch === epoch) member.supersede(is_deleted);
    }
  }

  #warn(error: unknown): void {
    this.#deps.log.warn({ err: error }, 'Calls could not be offered to devices. The next look follows in a second.');
  }
}

function audienceOf(orgId: string, subject: string): string {
  return `${orgId} ${subject}`;
}

function toHint({ org_id, subject, opened, settled }: WaitNews): BusHint {
  return opened.length > 0
    ? { kind: 'calls_opened', org_id, subject }
    : { kind: 'calls_settled', org_id, subject, calls: settled };
}

/** A part of a list, which moves on with each look. */
function takeWindow<T>(all: readonly T[], from: number): T[] {
  if (all.length <= WINDOW) return [...all];
  const begin = from % all.length;
  return [...all.slice(begin, begin + WINDOW), ...all.slice(0, Math.max(0, begin + WINDOW - all.length))];
}
