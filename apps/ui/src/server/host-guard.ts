/** Whether a `Host` header names this server. A foreign one is DNS rebinding: a web page that reaches for a local platform. */
export function isHostAllowed(host: string | null, allowedHosts: readonly string[]): boolean {
  const match = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9_.-]+))(?::\d{1,5})?$/i.exec(host ?? '');
  const name = (match?.[1] ?? match?.[2])?.toLowerCase();
  if (name === undefined) return false;
  return name === 'localhost' || name === '::1' || /^127(\.\d{1,3}){3}$/.test(name) || allowedHosts.includes(name);
}

/**
 * The `Origin` to pass on with a request. The control plane compares it with the `Host` that it is called by, so a page of ours
 * must come with the control plane's own; a foreign one passes as it is and is refused there.
 */
export function toUpstreamOrigin(origin: string | null, host: string | null, apiUrl: URL): string | null {
  if (origin === null || host === null || !URL.canParse(origin)) return origin;
  return new URL(origin).host.toLowerCase() === host.toLowerCase() ? apiUrl.origin : origin;
}
