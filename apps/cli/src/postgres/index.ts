export { type PostgresInstallation, findEmbeddedPostgres } from './installation.ts';
export { type PostgresServer, type ServerOptions, startServer } from './server.ts';
