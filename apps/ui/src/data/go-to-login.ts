/** Where to come back to after a login: a path of this site, whatever a link says. */
export function toSafePath(next: string | null): string {
  return next !== null && /^\/(?![/\\])/.test(next) ? next : '/dashboard';
}

/** Leaves for the login page, and comes back here after it. What was typed is kept in the browser. */
export function goToLogin(): void {
  const { pathname, search } = window.location;
  if (pathname === '/login' || pathname === '/register') return;
  window.location.assign(`/login?next=${encodeURIComponent(pathname + search)}`);
}
