/** For tests of what makes requests: a real server, and addresses that must reach nothing. */
export * from './hostile-urls.ts';
export * from './local-server.ts';
