import { Problem } from '@everruns/schemas';
import type { Route } from '../route.ts';
import { COMPAT_HEADER } from './client.ts';

/** Under these the original's clients find their own paths: `/compat/v1/agents`. */
const BASES = ['/compat', '/api'] as const;
/** What the main API has not, and the original's clients ask for there: it needs no sign. */
const WITHOUT_SIGN = '/v1/commands/';

/** The routes under each base, and those that need none. */
export function placeBehindDoor(routes: readonly Route[]): Route[] {
  const based = BASES.flatMap((base) => routes.map((route) => ({ ...route, path: base + route.path })));
  return [...based, ...routes.filter(({ path }) => path.startsWith(WITHOUT_SIGN))];
}

/** A request on an address of the main API that says that it is a client of the original is one to the door. */
export function toDoorPath(path: string, headers: Headers): string {
  return headers.has(COMPAT_HEADER) && !isAtDoor(path) ? BASES[0] + path : path;
}

function isAtDoor(path: string): boolean {
  return BASES.some((base) => path === base || path.startsWith(`${base}/`));
}

/** A refusal as the original's clients read it: its Python SDK takes code and message from `error`. */
export async function answerAtDoor(path: string, response: Response): Promise<Response> {
  if (!isAtDoor(path)) return response;
  const problem = Problem.parse(await response.json());
  const { code, detail } = problem;
  return new Response(JSON.stringify({ ...problem, error: { code, message: detail } }), response);
}
