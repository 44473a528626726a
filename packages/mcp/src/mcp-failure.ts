import { messageOf } from '@everruns/kernel';
import { isEverrunsError } from '@everruns/schemas';
import { McpAsks } from './mcp-asks.ts';
import type { Sdk } from './load-sdk.ts';

/**
 * `unreachable`: there is no connection, or the server answers with an error of HTTP. `unauthorized`: it wants other credentials.
 * `connection_lost`: it does not know this connection any more, or ended it. `timeout`: it did not answer. `refused`: it answered with an error,
 * or with something that is no answer.
 */
export type McpFailureKind = 'unreachable' | 'unauthorized' | 'connection_lost' | 'timeout' | 'refused';

/** What a server said when it refused the credentials of a request (`WWW-Authenticate`). */
export interface Challenge {
  /** Where it describes how one signs in. */
  resourceMetadataUrl?: string | undefined;
  /** The scopes that it wants. */
  scope?: string | undefined;
  /** Whether the credentials are valid and only do not reach far enough. */
  needsMoreScope?: boolean | undefined;
}

/** Why a request to a server failed. The message is one sentence for a person or a model and holds no credentials. */
export class McpFailure extends Error {
  readonly kind: McpFailureKind;
  /** Whether the server may have acted on the request. */
  readonly mayHaveRun: boolean;
  /** Of `unauthorized`. */
  readonly challenge: Challenge;

  constructor(
    kind: McpFailureKind,
    message: string,
    {
      mayHaveRun = false,
      challenge = {},
      cause,
    }: { mayHaveRun?: boolean; challenge?: Challenge; cause?: unknown } = {},
  ) {
    super(message, { cause });
    this.name = 'McpFailure';
    this.kind = kind;
    this.mayHaveRun = mayHaveRun;
    this.challenge = challenge;
  }
}

const MAX_WORDS = 1_000;
const OTHERS = 'The server wants other credentials.';
/** What servers of the examples of the SDK answer, in place of 404, for a session that they do not know. */
const UNKNOWN_SESSION = /session/i;
/** What the SDK throws, in place of an error of a kind of its own. */
const UNKNOWN_REVISION = /^Server's protocol version is not supported: (.*)$/s;

/** Returns the failure that an error of the SDK, of its transport or of the given `fetch` means. */
export function toMcpFailure(sdk: Sdk, error: unknown): McpFailure | McpAsks {
  if (error instanceof McpFailure || error instanceof McpAsks) return error;
  if (error instanceof sdk.SdkHttpError) return fromStatus(error.status, error);
  if (error instanceof sdk.UnauthorizedError) return new McpFailure('unauthorized', OTHERS, { cause: error });
  if (error instanceof sdk.InsufficientScopeError) {
    const { requiredScope: scope, resourceMetadataUrl } = error;
    const challenge = { scope, resourceMetadataUrl: resourceMetadataUrl?.href, needsMoreScope: true };
    return new McpFailure('unauthorized', 'The login does not reach far enough for this.', { challenge, cause: error });
  }
  if (error instanceof sdk.ProtocolError) return refused(error.message, error);
  if (error instanceof sdk.SdkError) return fromSdk(sdk, error);
  if (isEverrunsError(error)) return fromEgress(error);
  const [, revision] = UNKNOWN_REVISION.exec(messageOf(error)) ?? [];
  if (revision !== undefined)
    return refused(`The server speaks a revision of the protocol that is not known here: ${revision}`, error);
  if (isCut(error))
    return new McpFailure('connection_lost', 'The server ended the connection.', { mayHaveRun: true, cause: error });
  return new McpFailure('unreachable', 'The server cannot be reached at its url.', { cause: error });
}

/** What Node and undici call a connection that broke after the request may have been sent. */
const CUT: ReadonlySet<unknown> = new Set([
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'UND_ERR_SOCKET',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
]);
const MAX_CAUSES = 4;

function isCut(error: unknown): boolean {
  let cause = error;
  for (let depth = 0; depth < MAX_CAUSES && cause instanceof Error; depth += 1) {
    if ('code' in cause && CUT.has(cause.code)) return true;
    ({ cause } = cause);
  }
  return false;
}

/** The failure that an answer with the status 401 means. */
export function toUnauthorized(sdk: Sdk, response: Response): McpFailure {
  const { resourceMetadataUrl, scope } = sdk.extractWWWAuthenticateParams(response);
  const challenge = { resourceMetadataUrl: resourceMetadataUrl?.href, scope };
  return new McpFailure('unauthorized', `The server wants other credentials (it answered ${response.status}).`, {
    challenge,
  });
}

function fromStatus(status: number, error: Error): McpFailure {
  if (status === 401 || status === 403) {
    return new McpFailure('unauthorized', `The server wants other credentials (it answered ${status}).`, {
      cause: error,
    });
  }
  if (status === 404 || (status === 400 && UNKNOWN_SESSION.test(error.message))) {
    return new McpFailure('connection_lost', `The server does not know the connection (it answered ${status}).`, {
      cause: error,
    });
  }
  return new McpFailure('unreachable', `The server answered ${status}.`, { mayHaveRun: status >= 500, cause: error });
}

function fromSdk(sdk: Sdk, error: InstanceType<Sdk['SdkError']>): McpFailure {
  const { SdkErrorCode: codes } = sdk;
  switch (error.code) {
    case codes.RequestTimeout:
      return new McpFailure('timeout', 'The server did not answer in time.', { mayHaveRun: true, cause: error });
    case codes.ConnectionClosed:
    case codes.NotConnected:
      return new McpFailure('connection_lost', 'The server ended the connection.', { mayHaveRun: true, cause: error });
    case codes.ListPaginationExceeded:
      return refused('The list of the server has more pages than are read.', error);
    case codes.InvalidResult:
      return refused('The answer of the server is not valid.', error);
    case codes.UnsupportedResultType:
    case codes.InputRequiredRoundsExceeded:
    case codes.CapabilityNotSupported:
      return refused('The server asks for input that this client does not give.', error);
    default:
      return fromCause(error);
  }
}

/** A failed negotiation holds the failure of its request. */
function fromCause(error: Error): McpFailure {
  const { cause } = error;
  if (isEverrunsError(cause)) return fromEgress(cause);
  return new McpFailure('unreachable', 'The server cannot be reached at its url.', { cause: error });
}

function fromEgress(error: Error & { code: string }): McpFailure {
  if (error.code === 'payload_too_large') return refused('The answer of the server is too large.', error);
  const message =
    'The url leads to an address that is not public. An operator can open its range with EGRESS_ALLOW_CIDRS.';
  return new McpFailure('unreachable', message, { cause: error });
}

function refused(words: string, cause: unknown): McpFailure {
  return new McpFailure('refused', messageOf(words).slice(0, MAX_WORDS).toWellFormed(), { mayHaveRun: true, cause });
}
