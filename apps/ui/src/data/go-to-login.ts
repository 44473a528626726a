/** A placeholder for this site's origin, which the server that renders the page does not know. */
const HERE = 'https://here.invalid';

/**
 * Returns the path of this site to open after the login, whatever the link contains. The path is resolved as a browser
 * resolves it (tabs and line feeds are dropped, backslashes become slashes, dots are folded), and that form is returned.
 */
export function toSafePath(next: string | null): string {
  const path = next === null ? null : resolveHere(next);
  return path ?? '/dashboard';
}

function resolveHere(next: string): string | null {
  if (!next.startsWith('/') || !URL.canParse(next, HERE)) return null;
  const { origin, pathname, search, hash } = new URL(next, HERE);
  // A path that begins with two slashes after folding would name another host when it is used alone.
  return origin === HERE && !pathname.startsWith('//') ? pathname + search + hash : null;
}

let isSigningOut = false;

/**
 * Opens the login page after a request that ends the login. The page's other requests and streams, which are refused from then on, open it too, and would
 * have it return here. Rejects if the request fails.
 */
export async function signOut(endLogin: () => Promise<unknown>): Promise<void> {
  isSigningOut = true;
  try {
    await endLogin();
  } catch (error) {
    isSigningOut = false;
    throw error;
  }
  window.location.assign('/login');
}

/** Opens the login page, which returns here after the login. The browser's storage keeps what the person typed. */
export function goToLogin(): void {
  const { pathname, search } = window.location;
  if (isSigningOut || pathname === '/login' || pathname === '/register') return;
  window.location.assign(`/login?next=${encodeURIComponent(pathname + search)}`);
}
