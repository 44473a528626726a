/** Stands for this site, whose true origin the server that draws the page does not know. */
const HERE = 'https://here.invalid';

/**
 * Where to come back to after a login: a path of this site, whatever a link says. It is read as a browser reads it, which drops tabs and
 * line feeds, takes a backslash for a slash and folds dots, and returned in the form that was judged.
 */
export function toSafePath(next: string | null): string {
  const path = next === null ? null : resolveHere(next);
  return path ?? '/dashboard';
}

function resolveHere(next: string): string | null {
  if (!next.startsWith('/') || !URL.canParse(next, HERE)) return null;
  const { origin, pathname, search, hash } = new URL(next, HERE);
  // Two slashes after folding would name another host once they stand alone.
  return origin === HERE && !pathname.startsWith('//') ? pathname + search + hash : null;
}

/** Leaves for the login page, and comes back here after it. What was typed is kept in the browser. */
export function goToLogin(): void {
  const { pathname, search } = window.location;
  if (pathname === '/login' || pathname === '/register') return;
  window.location.assign(`/login?next=${encodeURIComponent(pathname + search)}`);
}
