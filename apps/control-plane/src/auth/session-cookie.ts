const SECURE_NAME = '__Host-everruns_session';
const PLAIN_NAME = 'everruns_session';

/** The cookie of a browser's login. `isSecure`: the product is served over https. */
export interface SessionCookie {
  read(headers: Headers): string | null;
  /** Returns a `Set-Cookie` header. The server's own record decides when a login ends; the cookie may live as long as any. */
  write(token: string, maxAgeSeconds: number): string;
  clear(): string;
}

export function createSessionCookie(isSecure: boolean): SessionCookie {
  const name = isSecure ? SECURE_NAME : PLAIN_NAME;
  const attributes = `Path=/; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`;
  return {
    read: (headers) => readCookie(headers, name),
    write: (token, maxAgeSeconds) => `${name}=${token}; Max-Age=${maxAgeSeconds}; ${attributes}`,
    clear: () => `${name}=; Max-Age=0; ${attributes}`,
  };
}

export function readCookie(headers: Headers, name: string): string | null {
  const pairs = (headers.get('cookie') ?? '').split(';').map((pair) => pair.trim());
  const found = pairs.find((pair) => pair.startsWith(`${name}=`));
  return found === undefined ? null : found.slice(name.length + 1);
}
