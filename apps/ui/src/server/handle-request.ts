import type { IncomingMessage, ServerResponse } from 'node:http';
import { announcesBody, isHostAllowed, refuse, refusedMethod, type Refusal } from '@everruns/ingress';
import type { ControlPlaneProxy } from './control-plane-proxy.ts';
import { makeRequestId } from './request-ids.ts';
import type { ServeStatic } from './static-files.ts';

export interface RequestHandlerDeps {
  /** Host names beside loopback under which this server may be reached. */
  allowedHosts: readonly string[];
  proxy: ControlPlaneProxy;
  serveStatic: ServeStatic;
  /** Answers what is a page. */
  servePage: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** Next's development server takes more than pages. */
  isDevelopment: boolean;
  /** Told of a request for a Host that is not listed. */
  onForeignHost?: (details: { host: string | undefined; peer: string | undefined }) => void;
}

const WITHOUT_BODY = new Set(['GET', 'HEAD', 'OPTIONS']);
const PAGE_METHODS = ['GET', 'HEAD'];

/** Who answers a request: the control plane for its API, memory for built files, Next for pages. */
export function createRequestHandler(deps: RequestHandlerDeps) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    const refusal = findRefusal(request, deps);
    if (refusal !== null) return refuse(response, refusal, makeRequestId());
    if (isOfApi(request.url ?? '/')) return deps.proxy.passOn(request, response);
    if (deps.serveStatic(request, response)) return;
    // Next answers its own errors; what it throws nevertheless must not end the process.
    deps.servePage(request, response).catch(() => response.destroy());
  };
}

function findRefusal(request: IncomingMessage, deps: RequestHandlerDeps): Refusal | null {
  const { method = 'GET', url = '/', headers, socket } = request;
  const peer = socket.remoteAddress;
  if (!isHostAllowed(headers.host, { allowedHosts: deps.allowedHosts, peer })) {
    // A connection that is gone already has no peer, and nobody to be told about.
    if (peer !== undefined) deps.onForeignHost?.({ host: headers.host?.slice(0, 200), peer });
    return FOREIGN_HOST;
  }
  const isApi = isOfApi(url);
  if (isApi && !isOfApi(new URL(url, 'http://ui.invalid').pathname)) return CLIMBING_PATH;
  if (!isApi && !deps.isDevelopment && !PAGE_METHODS.includes(method)) return refusedMethod(PAGE_METHODS);
  // Whether a server reads such a body is its own affair: two that differ would read different requests.
  if (WITHOUT_BODY.has(method) && announcesBody(request)) return unexpectedBody(method);
  return null;
}

/** The API, and the door for the original's clients. */
const API_PREFIXES = ['/v1/', '/compat/', '/api/'];

/** The API under this server's own address, so that pages need no other origin. */
function isOfApi(target: string): boolean {
  const [path = ''] = target.split('?', 1);
  return API_PREFIXES.some((prefix) => path.startsWith(prefix)) || path === '/health';
}

const FOREIGN_HOST: Refusal = {
  status: 421,
  code: 'misdirected_host',
  detail:
    'This Host is not served here, or not to other machines. Operators: add it to ALLOWED_HOSTS, and call localhost only from the machine itself.',
  errors: [{ path: 'Host', code: 'not_allowed', message: 'is not an address of this server' }],
};

const CLIMBING_PATH: Refusal = {
  status: 400,
  code: 'invalid_request',
  detail: 'The path climbs out of the API. Send it without "..".',
};

function unexpectedBody(method: string): Refusal {
  return {
    status: 400,
    code: 'invalid_request',
    detail: `A ${method} request takes no body here; send it without one.`,
  };
}
