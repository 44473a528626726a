import { runClientTool, type ClientTools } from '../run/client-tools.ts';
import type { ClientFrame, FrameOf } from './frames.ts';

/** What became of a call that this program has asked for. */
interface KnownCall {
  call: FrameOf<'tool_call'>;
  state: 'claiming' | 'running' | 'answered';
  abort: AbortController;
  result: ClientFrame | null;
}

/** How many calls that are over are remembered, so that none is executed again. */
const MAX_OVER = 10_000;

/** Executes the calls that this program has claimed, each once, however often the socket comes back. */
export class DeviceCalls {
  readonly #tools: ClientTools;
  readonly #send: (frame: ClientFrame) => void;
  readonly #known = new Map<string, KnownCall>();
  readonly #over = new Set<string>();

  constructor(tools: ClientTools, send: (frame: ClientFrame) => void) {
    this.#tools = tools;
    this.#send = send;
  }

  /** The calls that a new socket continues. */
  get running(): string[] {
    return [...this.#known.keys()];
  }

  take(call: FrameOf<'tool_call'>): void {
    const { tool_call_id, name } = call;
    if (this.#known.has(tool_call_id) || this.#over.has(tool_call_id) || !Object.hasOwn(this.#tools, name)) return;
    this.#known.set(tool_call_id, { call, state: 'claiming', abort: new AbortController(), result: null });
    this.#send({ type: 'claim', tool_call_id });
  }

  claimed({ tool_call_id, ok }: FrameOf<'claimed'>): void {
    const known = this.#known.get(tool_call_id);
    if (known === undefined) return;
    if (!ok) return this.#end(tool_call_id);
    if (known.state === 'claiming') void this.#execute(known);
    // The socket came back after the result was sent, perhaps before it was taken.
    else if (known.result !== null) this.#send(known.result);
  }

  /** The call has its result, whoever gave it. */
  settled({ tool_call_id }: FrameOf<'settled'>): void {
    this.#end(tool_call_id);
  }

  /** The server refused what was sent about a call. */
  refused(tool_call_id: string): void {
    if (this.#known.get(tool_call_id)?.state !== 'running') this.#end(tool_call_id);
  }

  /** The server could not take what was sent about a call. */
  again(tool_call_id: string): void {
    const known = this.#known.get(tool_call_id);
    if (known?.state === 'claiming') this.#send({ type: 'claim', tool_call_id });
    else if (known?.result != null) this.#send(known.result);
  }

  close(): void {
    for (const id of this.running) this.#end(id);
  }

  async #execute(known: KnownCall): Promise<void> {
    const { call, abort } = known;
    const { tool_call_id, session_id, name } = call;
    const tool = this.#tools[name];
    if (tool === undefined) return;
    known.state = 'running';
    const context = { tool_call_id, session_id, signal: abort.signal };
    const result = await runClientTool(tool, call.arguments, {
      ...context,
      progress: (message: string) => this.#send({ type: 'progress', tool_call_id, message }),
    });
    if (abort.signal.aborted) return;
    known.state = 'answered';
    known.result = { type: 'tool_result', ...result };
    this.#send(known.result);
  }

  #end(id: string): void {
    this.#known.get(id)?.abort.abort();
    this.#known.delete(id);
    this.#over.add(id);
    const [oldest] = this.#over;
    if (this.#over.size > MAX_OVER && oldest !== undefined) this.#over.delete(oldest);
  }
}
