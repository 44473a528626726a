import type { IncomingMessage, ServerResponse } from 'node:http';
import { announcesBody, isHostAllowed, refuse, refusedMethod, type Refusal } from '@everruns/ingress';
import type { ControlPlaneProxy } from './control-plane-proxy.ts';
import { makeRequestId } from './request-ids.ts';
import type { ServeStatic } from './static-files.ts';

export interface HostRules {
  /** The host names, besides loopback, under which this server may be reached. */
  allowedHosts: readonly string[];
  /** Next's development server accepts more than requests for pages. */
  isDevelopment: boolean;
  /** Called for a request whose Host is not listed. */
  onForeignHost?: (details: { host: string | undefined; peer: string | undefined }) => void;
}

export interface RequestHandlerDeps extends HostRules {
  proxy: ControlPlaneProxy;
  serveStatic: ServeStatic;
  /** Answers requests for pages. */
  servePage: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
}

const WITHOUT_BODY = new Set(['GET', 'HEAD', 'OPTIONS']);
const PAGE_METHODS = ['GET', 'HEAD'];

/** Routes a request: to the control plane for its API, to memory for built files, to Next for pages. */
export function createRequestHandler(deps: RequestHandlerDeps) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    const refusal = findRefusal(request, deps);
    if (refusal !== null) return refuse(response, refusal, makeRequestId());
    if (isOfApi(request.url ?? '/')) return deps.proxy.passOn(request, response);
    if (deps.serveStatic(request, response)) return;
    // Next answers its own errors; an error that it throws nevertheless must not end the process.
    deps.servePage(request, response).catch(() => response.destroy());
  };
}

/** Returns why a request is not served here, or null. */
export function findRefusal(request: IncomingMessage, deps: HostRules): Refusal | null {
  const { method = 'GET', url = '/', headers, socket } = request;
  const peer = socket.remoteAddress;
  if (!isHostAllowed(headers.host, { allowedHosts: deps.allowedHosts, peer })) {
    // A connection that is already closed has no peer, so there is nobody to report.
    if (peer !== undefined) deps.onForeignHost?.({ host: headers.host?.slice(0, 200), peer });
    return FOREIGN_HOST;
  }
  const isApi = isOfApi(url);
  if (isApi && !isOfApi(new URL(url, 'http://ui.invalid').pathname)) return CLIMBING_PATH;
  if (!isApi && !deps.isDevelopment && !PAGE_METHODS.includes(method)) return refusedMethod(PAGE_METHODS);
  // Servers differ in whether they read such a body, and two that differ would see different requests.
  if (WITHOUT_BODY.has(method) && announcesBody(request)) return unexpectedBody(method);
  return null;
}

/** The paths of the API, of the API that is compatible with the original's clients, and of the documentation. */
const API_PREFIXES = ['/v1/', '/compat/', '/api/', '/docs/'];
const API_PATHS = ['/health', '/docs'];

/** Serves the API under this server's own address, so that pages need no other origin. */
function isOfApi(target: string): boolean {
  const [path = ''] = target.split('?', 1);
  return API_PREFIXES.some((prefix) => path.startsWith(prefix)) || API_PATHS.includes(path);
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
