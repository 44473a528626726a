declare module 'vitest' {
  interface ProvidedContext {
    /** Superuser on the run's PostgreSQL; provided by `harness/dev/vitest-postgres.ts`. */
    postgresUrl: string;
  }
}

export {};
