export { findEmbeddedPostgres } from './installation.ts';
export { type PostgresServer, startServer, stopOrphan } from './server.ts';
