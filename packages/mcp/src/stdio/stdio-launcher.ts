import type { Clock } from '@everruns/kernel';
import { loadSdk } from '../load-sdk.ts';
import { McpFailure } from '../mcp-failure.ts';
import type { McpEndpoint, StartedProgram } from '../open-client.ts';
import type { StdioProgram } from './stdio-program.ts';
import { StdioTransport, type StdioEnd } from './stdio-transport.ts';

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;
/** A program that ran for so long is not one that ends again and again. */
const HEALTHY_MS = 60_000;

export interface StdioLauncherOptions {
  programs: ReadonlyMap<string, StdioProgram>;
  clock: Pick<Clock, 'monotonic'>;
  /** Called when a program has ended by itself. Its words may hold secrets: they are for the operator. */
  onFailure: (name: string, complaint: string) => void;
}

/** How often a program has ended by itself in a row, and when it may start again. */
interface Trouble {
  ends: number;
  untilMs: number;
}

/** Starts the programs of the operator. One that ends by itself starts again, after a pause that doubles with each end. */
export class StdioLauncher {
  readonly #options: StdioLauncherOptions;
  readonly #troubles = new Map<string, Trouble>();

  constructor(options: StdioLauncherOptions) {
    this.#options = options;
  }

  /** Returns how to connect to a program, or null for an address of the web. Each connection is a process of its own. */
  find(url: string): McpEndpoint | null {
    const name = stdioNameIn(url);
    return name === null ? null : { url, startProgram: () => this.#start(name) };
  }

  async #start(name: string): Promise<StartedProgram> {
    const { programs, clock } = this.#options;
    const program = programs.get(name);
    if (program === undefined) {
      throw new McpFailure('unreachable', `This process has no program for ${name}: see MCP_STDIO_SERVERS.`);
    }
    const { ends = 0, untilMs = 0 } = this.#troubles.get(name) ?? {};
    const leftMs = untilMs - clock.monotonic();
    if (leftMs > 0) {
      const message = `The program has ended ${ends} times by itself, and starts again in ${Math.ceil(leftMs / 1_000)} s.`;
      throw new McpFailure('unreachable', message);
    }
    const startedMs = clock.monotonic();
    const onEnd = (end: StdioEnd): void => this.#noteEnd(name, startedMs, end);
    const transport = new StdioTransport({ sdk: await loadSdk(), program, onEnd });
    return { transport, isOld: ends % 2 === 1 };
  }

  #noteEnd(name: string, startedMs: number, { complaint, isWanted }: StdioEnd): void {
    if (isWanted) return void this.#troubles.delete(name);
    const { clock, onFailure } = this.#options;
    const wasHealthy = clock.monotonic() - startedMs >= HEALTHY_MS;
    const ends = wasHealthy ? 1 : (this.#troubles.get(name)?.ends ?? 0) + 1;
    const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** (ends - 1), LONGEST_PAUSE_MS);
    this.#troubles.set(name, { ends, untilMs: clock.monotonic() + pauseMs });
    onFailure(name, complaint);
  }
}

const SCHEME = 'stdio:';

export function stdioUrlOf(name: string): string {
  return `${SCHEME}${name}`;
}

/** The name in an address that no tenant can write, or null for an address of the web. */
export function stdioNameIn(url: string): string | null {
  return url.startsWith(SCHEME) ? url.slice(SCHEME.length) : null;
}
