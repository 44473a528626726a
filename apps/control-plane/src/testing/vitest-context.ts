declare module 'vitest' {
  interface ProvidedContext {
    /** A superuser's URL of the run's PostgreSQL, provided by `harness/dev/vitest-postgres.ts`. */
    postgresUrl: string;
  }
}

export {};
