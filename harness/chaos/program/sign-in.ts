/** Sends a request to any replica. The status is null if no answer came. */
export type Send = (method: string, path: string, body: object) => Promise<{ status: number | null; body: string }>;

/** The page of an authorization server. */
export interface LoginPage {
  signIn(authorizeUrl: string): Promise<object>;
}

/** Signs in at a server of tools. False: some answer did not come, and the person begins anew. */
export async function signIn(send: Send, page: LoginPage, serverId: string): Promise<boolean> {
  const begun = await send('POST', `/v1/mcp-servers/${serverId}/login`, {});
  if (begun.status === null || begun.status >= 300) return false;
  const { authorize_url }: { authorize_url: string } = JSON.parse(begun.body);
  const { status } = await send('POST', '/v1/mcp-connections', await page.signIn(authorize_url));
  return status !== null && status < 300;
}
