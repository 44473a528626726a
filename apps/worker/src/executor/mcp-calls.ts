import {
  McpAsked,
  McpLoginRequired,
  ToolFailure,
  type Clock,
  type McpCalls,
  type McpTarget,
  type SecretResolver,
} from '@everruns/core';
import type { EgressPolicy } from '@everruns/egress';
import {
  hashHeaders,
  McpAsks,
  McpFailure,
  McpPool,
  StdioLauncher,
  stdioNameIn,
  type Challenge,
  type McpClient,
} from '@everruns/mcp';
import { McpCredential, type JsonObject } from '@everruns/schemas';
import type { StdioProgram } from '@everruns/settings';
import type { Logger } from 'pino';
import { createThrottle } from './throttle.ts';

/** The connections of this process to MCP servers, shared by all turns. */
export interface McpConnections {
  /** Calls tools with the credentials that these secrets resolve. */
  open(secrets: SecretResolver): McpCalls;
  close(): Promise<void>;
}

const MAX_BYTES = 16 * 1024 * 1024;
/** A stream in the background lives this long; a call ends with its signal. */
const STREAM_MS = 3_600_000;
const PROGRESS_MS = 250;
/** The first credential, a renewed one, and one after a new login that was refused at once. */
const MAX_CREDENTIALS = 3;
const MAX_SCOPE = 1_000;
/** A program of the operator is given its secrets when it starts. */
const NO_CREDENTIAL: Usable = { headers: {}, allow_private_address: false, is_renewable: false };

type Usable = Extract<McpCredential, { headers: unknown }>;

interface ConnectionsDeps {
  openFetch: (policy: EgressPolicy) => typeof fetch;
  clock: Pick<Clock, 'monotonic' | 'after'>;
  log: Pick<Logger, 'warn'>;
  /** The servers that are programs on this machine. */
  programs: ReadonlyMap<string, StdioProgram>;
}

export function createMcpConnections(deps: ConnectionsDeps): McpConnections {
  const pool = new McpPool(deps.clock);
  const launcher = createLauncher(deps);

  function use<Value>(
    target: McpTarget,
    credential: Usable,
    work: (client: McpClient) => Promise<Value>,
  ): Promise<Value> {
    const program = launcher.find(target.url);
    if (program !== null) return pool.use({ key: target.url, ...program }, work);
    const { headers, allow_private_address } = credential;
    const send = deps.openFetch({
      purpose: 'tool',
      allowPrivateAddress: allow_private_address,
      maxBytes: MAX_BYTES,
      timeoutMs: STREAM_MS,
      secretHeaders: Object.keys(headers),
    });
    const key = `${target.server_id} ${target.url} ${hashHeaders(credential.headers)}`;
    return pool.use({ key, url: target.url, fetch: withHeaders(send, headers) }, work);
  }

  async function callOnce(target: McpTarget, credential: Usable, work: (client: McpClient) => Promise<JsonObject>) {
    try {
      return await use(target, credential, work);
    } catch (error) {
      const isLost = error instanceof McpFailure && error.kind === 'connection_lost';
      // What only reads, or may be repeated, is asked for again; whether a `once` tool has run, nobody knows.
      if (!isLost || target.effect === 'once') throw error;
      return use(target, credential, work);
    }
  }

  return {
    open: (secrets) => ({
      async call(target, args, { signal, onProgress, input }) {
        const progress = createThrottle(deps.clock, PROGRESS_MS, onProgress);
        const work = (client: McpClient) =>
          client.callTool(target.tool, args, {
            signal,
            onProgress: progress,
            inputSchema: target.header_schema,
            input,
            mayRunAgain: target.effect !== 'once',
          });
        return callSignedIn(secrets, { target, signal }, (credential) => callOnce(target, credential, work));
      },
      assertLogin: async (target) => void (await resolve(secrets, target, null)),
    }),
    close: () => pool.close(),
  };
}

function createLauncher({ log, clock, programs }: ConnectionsDeps): StdioLauncher {
  const onFailure = (server: string, complaint: string): void =>
    log.warn(
      { server, complaint },
      'The program of an MCP server has ended by itself. It starts again when it is needed.',
    );
  return new StdioLauncher({ programs, clock, onFailure });
}

/** Calls with the credential of the call, and with another one where the server refuses it. */
async function callSignedIn(
  secrets: SecretResolver,
  { target, signal }: { target: McpTarget; signal: AbortSignal },
  call: (credential: Usable) => Promise<JsonObject>,
): Promise<JsonObject> {
  let credential = await resolve(secrets, target, null);
  for (let attempts = 1; ; attempts += 1) {
    try {
      return await call(credential);
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof McpAsks) throw new McpAsked(error);
      const isRefused = error instanceof McpFailure && error.kind === 'unauthorized' && credential.is_renewable;
      if (!isRefused || attempts >= MAX_CREDENTIALS) throw toToolFailure(target, error);
      credential = await resolve(secrets, target, { credential, challenge: error.challenge });
    }
  }
}

/** A credential that the server has refused, and why. */
interface Refused {
  credential: Usable;
  challenge: Challenge;
}

/**
 * Asks for the credential of a call; after a refusal, for another one. Throws `McpLoginRequired` if the subject has to sign in, and `ToolFailure`
 * if there is none otherwise.
 */
async function resolve(
  secrets: SecretResolver,
  { server_id, server, url }: Pick<McpTarget, 'server_id' | 'server' | 'url'>,
  refused: Refused | null,
): Promise<Usable> {
  if (stdioNameIn(url) !== null) return NO_CREDENTIAL;
  const { protocol, hostname, port } = new URL(url);
  const host = `${hostname}:${port === '' ? (protocol === 'https:' ? '443' : '80') : port}`;
  const name = `mcp:${server_id}${refused === null ? '' : describeRefusal(refused)}`;
  const credential = McpCredential.parse(JSON.parse(await secrets.resolve(name, host)));
  if ('headers' in credential) return credential;
  const { reason, message, connection } = credential;
  if (connection !== undefined) throw new McpLoginRequired(message, connection);
  throw new ToolFailure(message, { fact: { type: 'mcp.server_unavailable', server, reason, message } });
}

function describeRefusal({ credential, challenge }: Refused): string {
  const hash = hashHeaders(credential.headers);
  const { needsMoreScope, scope = '' } = challenge;
  if (needsMoreScope !== true || scope === '' || scope.length > MAX_SCOPE) return `:${hash}`;
  return `:${hash}:${Buffer.from(scope).toString('base64url')}`;
}

function toToolFailure({ server }: McpTarget, error: unknown): unknown {
  if (!(error instanceof McpFailure)) return error;
  const { kind: reason, message, mayHaveRun } = error;
  // An answer, although it is an error, comes from a server that is there.
  if (reason === 'refused') return new ToolFailure(`${server} refused the call: ${message}`, { mayHaveRun: false });
  const advice = mayHaveRun ? ' It may have acted on the call: look before you repeat it.' : '';
  return new ToolFailure(`${server}: ${message}${advice}`, {
    fact: { type: 'mcp.server_unavailable', server, reason, message },
    mayHaveRun,
  });
}

function withHeaders(send: typeof fetch, headers: Readonly<Record<string, string>>): typeof fetch {
  return (input, init) => {
    const sent = new Headers(init?.headers);
    for (const [name, value] of Object.entries(headers)) sent.set(name, value);
    return send(input, { ...init, headers: sent });
  };
}
