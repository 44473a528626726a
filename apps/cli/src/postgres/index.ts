export { type PostgresInstallation, findEmbeddedPostgres } from './installation.ts';
export { type PostgresServer, type ServerOptions, startServer, stopOrphan } from './server.ts';
