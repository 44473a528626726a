import { Problem } from '@everruns/schemas';
import type { Route } from '../route.ts';
import { COMPAT_HEADER } from './client.ts';

/** The base paths below which the original's clients find their paths: `/compat/v1/agents`. */
const BASES = ['/compat', '/api'] as const;
/**
 * The original's clients also request these paths from the main API, which does not have them, so they
 * need no base path or header.
 */
const WITHOUT_SIGN = '/v1/commands/';

/** Returns the routes below each base path, and those that need no base path. */
export function placeBehindDoor(routes: readonly Route[]): Route[] {
  const based = BASES.flatMap((base) => routes.map((route) => ({ ...route, path: base + route.path })));
  return [...based, ...routes.filter(({ path }) => path.startsWith(WITHOUT_SIGN))];
}

/** Maps a main API path to the compatibility API if the header marks the request as sent by an original's client. */
export function toDoorPath(path: string, headers: Headers): string {
  return headers.has(COMPAT_HEADER) && !isAtDoor(path) ? BASES[0] + path : path;
}

function isAtDoor(path: string): boolean {
  return BASES.some((base) => path === base || path.startsWith(`${base}/`));
}

/** Converts an error for the original's clients, because its Python SDK reads code and message from `error`. */
export async function answerAtDoor(path: string, response: Response): Promise<Response> {
  if (!isAtDoor(path)) return response;
  const problem = Problem.parse(await response.json());
  const { code, detail } = problem;
  return new Response(JSON.stringify({ ...problem, error: { code, message: detail } }), response);
}
