import { expect, it } from 'vitest';
import { databaseUrl, describeDatabaseUrl, parseDatabaseUrl } from './database-url.ts';

const SEVERAL = 'postgresql://user:p%40ss@db-1:5432,[::1]:5433,10.0.0.3/app?sslmode=verify-full';

it('an address names one host or several, each with an address of its own', () => {
  const parsed = parseDatabaseUrl(SEVERAL);
  expect(parsed).toMatchObject({
    wants: 'primary',
    hosts: [
      { host: 'db-1', port: 5432 },
      { host: '::1', port: 5433 },
      { host: '10.0.0.3', port: 5432 },
    ],
  });
  expect(parsed?.hosts.map(parsed.urlOf)).toEqual([
    'postgresql://user:p%40ss@db-1:5432/app?sslmode=verify-full',
    'postgresql://user:p%40ss@[::1]:5433/app?sslmode=verify-full',
    'postgresql://user:p%40ss@10.0.0.3/app?sslmode=verify-full',
  ]);
  expect(parseDatabaseUrl(`${SEVERAL}&target_session_attrs=read-write`)?.wants).toBe('read-write');
});

it.each(['postgres://u@localhost/db', 'postgresql://embedded', 'postgresql:///db?host=/run/postgresql'])(
  '%s is one host, as the driver reads it',
  (url) => {
    const parsed = parseDatabaseUrl(url);
    expect(parsed?.hosts).toHaveLength(1);
    expect(parsed?.hosts.map(parsed.urlOf)).toEqual([url]);
  },
);

it.each([
  'mysql://a/b',
  'nonsense',
  'postgresql://a:x,b/db',
  'postgresql://a,/db',
  'postgresql://a:5432,b:5432/db?target_session_attrs=standby',
  `postgresql://${Array.from({ length: 17 }, (_, index) => `h${index}`).join(',')}/db`,
])('%s is refused', (url) => {
  expect(parseDatabaseUrl(url)).toBeNull();
  expect(databaseUrl().safeParse(url).success).toBe(false);
});

it('what people read has no password', () => {
  expect(describeDatabaseUrl(SEVERAL)).toBe('db-1:5432,[::1]:5433,10.0.0.3/app');
  expect(describeDatabaseUrl('nonsense')).toBe('an address that is no URL');
});
