import { findTemporalNamespace, pingRedis, type Config } from '@everruns/control-plane';
import { messageOf } from '@everruns/kernel';

/** Asks Temporal for the namespace. Throws an error with the fix if it does not answer. */
export async function describeTemporal(temporal: NonNullable<Config['temporal']>): Promise<string> {
  const { address, namespace } = temporal;
  const isThere = await findTemporalNamespace(temporal).catch((error: unknown) => {
    throw new Error(`Nothing answers at ${address} (${messageOf(error)}): start it, or correct TEMPORAL_ADDRESS.`);
  });
  if (isThere) return `${address} answers, and has the namespace ${namespace}`;
  return `${address} answers; the first start makes the namespace ${namespace}, if the server allows it`;
}

/** Throws an error with the fix if Redis does not answer with the credentials of the URL, which it does not show. */
export async function describeRedis(url: string): Promise<string> {
  const { host } = new URL(url);
  await pingRedis({ url }).catch((error: unknown) => {
    throw new Error(`Redis at ${host} cannot be used (${messageOf(error)}): start it, or correct REDIS_URL.`);
  });
  return `${host} answers`;
}
