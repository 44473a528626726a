import { Gauge, type Registry } from 'prom-client';

/** What this process needs, and whether it has it, as `/health/ready` says it. */
export type LookAtDependencies = () => Promise<readonly { name: string; status: 'ok' | 'lost' }[]>;

/** Asks at each scrape. */
export function showDependencies(registry: Registry, look: LookAtDependencies): () => Promise<void> {
  const gauge = new Gauge({
    name: 'everruns_dependency_up',
    help: 'Whether this process has what it needs: database, temporal, workers, redis, as far as the settings use them',
    labelNames: ['dependency'],
    registers: [registry],
  });
  return async () => {
    for (const { name, status } of await look()) gauge.set({ dependency: name }, status === 'ok' ? 1 : 0);
  };
}
