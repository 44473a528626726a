import { readUiEnvironment } from '../config/env.ts';
import { isHostAllowed } from './host-guard.ts';
import { passThrough } from './pass-through.ts';

/** The API under this server's own address, so that pages need no other origin. */
export async function answerFromControlPlane(request: Request): Promise<Response> {
  const { allowedHosts, apiUrl } = readUiEnvironment();
  if (!isHostAllowed(request.headers.get('host'), allowedHosts)) return new Response('Unknown host', { status: 421 });
  return passThrough(request, apiUrl);
}
