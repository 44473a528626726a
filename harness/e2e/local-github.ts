import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { close, listen } from './local-openid-provider.ts';

export interface LocalGithub extends AsyncDisposable {
  url: string;
}

export interface GithubAccount {
  id: number;
  login: string;
  emails: { email: string; primary: boolean; verified: boolean }[];
}

/** GitHub's side of OAuth over HTTP. A code is valid once, and only with the verifier of its challenge. */
export async function startLocalGithub(clientSecret: string, next: () => GithubAccount): Promise<LocalGithub> {
  const challenges = new Map<string, string>();
  const server = createServer((request, response) => {
    void (async () => {
      const url = new URL(request.url ?? '', 'http://localhost');
      const json = (status: number, value: unknown) =>
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
      if (url.pathname === '/login/oauth/authorize') {
        const code = `code-${challenges.size}`;
        challenges.set(code, url.searchParams.get('code_challenge') ?? '');
        const back = new URL(url.searchParams.get('redirect_uri') ?? '');
        back.search = new URLSearchParams({ code, state: url.searchParams.get('state') ?? '' }).toString();
        return response.writeHead(302, { location: back.href }).end();
      }
      if (url.pathname === '/login/oauth/access_token') {
        const body = new URLSearchParams(await readText(request));
        const challenge = createHash('sha256')
          .update(body.get('code_verifier') ?? '')
          .digest('base64url');
        const isGood =
          challenges.get(body.get('code') ?? '') === challenge && body.get('client_secret') === clientSecret;
        challenges.delete(body.get('code') ?? '');
        return isGood
          ? json(200, { access_token: 'gho_token', token_type: 'bearer', scope: 'read:user,user:email' })
          : json(200, { error: 'bad_verification_code' });
      }
      if (request.headers.authorization !== 'Bearer gho_token') return json(401, {});
      const { emails, ...user } = next();
      if (url.pathname === '/user') return json(200, { ...user, name: null });
      return url.pathname === '/user/emails' ? json(200, emails) : json(404, {});
    })();
  });
  const url = await listen(server);
  return { url, [Symbol.asyncDispose]: () => close(server) };
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
