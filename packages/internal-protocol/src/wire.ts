/** The messages of proto/everruns/worker/v1, whichever of its files defines them, and the service's stubs. */
export * from './gen/everruns/worker/v1/session.ts';
export * from './gen/everruns/worker/v1/turn.ts';
export * from './gen/everruns/worker/v1/worker.ts';
