import { expect, it } from 'vitest';
import { createSessionCookie } from './session-cookie.ts';

it('behind https is Secure and bound to the host: no subdomain and no http page can plant one', () => {
  const cookie = createSessionCookie(true);
  expect(cookie.write('t', 60)).toBe('__Host-everruns_session=t; Max-Age=60; Path=/; HttpOnly; SameSite=Lax; Secure');
  expect(cookie.read(new Headers({ cookie: 'everruns_session=planted' }))).toBeNull();
  expect(cookie.read(new Headers({ cookie: 'a=b; __Host-everruns_session=t; c=d' }))).toBe('t');
});

it('over plain http has no prefix, for the browser would drop it', () => {
  const cookie = createSessionCookie(false);
  expect(cookie.clear()).toBe('everruns_session=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax');
  expect(cookie.read(new Headers({ cookie: 'xeverruns_session=t' }))).toBeNull();
});
