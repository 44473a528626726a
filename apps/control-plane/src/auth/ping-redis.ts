/** Throws what the client throws if Redis does not answer with these credentials in two seconds. */
export async function pingRedis({ url }: { url: string }): Promise<void> {
  // The client is loaded only where it is used.
  const { Redis } = await import('ioredis');
  const client = new Redis(url, {
    lazyConnect: true,
    maxRetriesPerRequest: 0,
    connectTimeout: 2_000,
    retryStrategy: () => null,
  });
  // The rejection below says the same.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.ping();
  } finally {
    client.disconnect();
  }
}
