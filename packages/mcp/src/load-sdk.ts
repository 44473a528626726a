/** The SDK is loaded with the first connection, because most processes never speak to a server. */
export const loadSdk = () => import('@modelcontextprotocol/client');

export type Sdk = Awaited<ReturnType<typeof loadSdk>>;
