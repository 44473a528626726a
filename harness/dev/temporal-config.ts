import { stringify } from 'yaml';

export interface TemporalDatabases {
  postgresUrl: string;
  defaultName: string;
  visibilityName: string;
}

const SERVICES = ['frontend', 'history', 'matching', 'worker'] as const;

/**
 * Returns the server's configuration: four services on loopback, with PostgreSQL as the store of history and visibility.
 * Each service uses two of the eight `ports`; the first is the frontend's.
 */
export function renderTemporalConfig(databases: TemporalDatabases, ports: number[]): string {
  const services = SERVICES.map((name, index) => {
    const rpc = { grpcPort: ports[2 * index], membershipPort: ports[2 * index + 1], bindOnLocalHost: true };
    return [name, { rpc }];
  });
  return stringify({
    log: { stdout: true, level: 'warn' },
    persistence: {
      defaultStore: 'default',
      visibilityStore: 'visibility',
      numHistoryShards: 4,
      datastores: {
        default: { sql: toSqlStore(databases.postgresUrl, databases.defaultName, 20) },
        visibility: { sql: toSqlStore(databases.postgresUrl, databases.visibilityName, 4) },
      },
    },
    global: { membership: { maxJoinDuration: '30s', broadcastAddress: '127.0.0.1' } },
    services: Object.fromEntries(services),
    clusterMetadata: {
      enableGlobalNamespace: false,
      failoverVersionIncrement: 10,
      masterClusterName: 'active',
      currentClusterName: 'active',
      clusterInformation: {
        active: {
          enabled: true,
          initialFailoverVersion: 1,
          rpcName: 'frontend',
          rpcAddress: `127.0.0.1:${ports[0]}`,
        },
      },
    },
    dcRedirectionPolicy: { policy: 'noop' },
    archival: { history: { state: 'disabled' }, visibility: { state: 'disabled' } },
    namespaceDefaults: { archival: { history: { state: 'disabled' }, visibility: { state: 'disabled' } } },
  });
}

function toSqlStore(postgresUrl: string, databaseName: string, maxConns: number) {
  const url = new URL(postgresUrl);
  return {
    pluginName: 'postgres12',
    databaseName,
    connectAddr: `${url.hostname}:${url.port || '5432'}`,
    connectProtocol: 'tcp',
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    maxConns,
    maxIdleConns: maxConns,
    maxConnLifetime: '1h',
  };
}
