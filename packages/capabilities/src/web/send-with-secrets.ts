import { BlockList, isIPv4, isIPv6 } from 'node:net';
import type { ToolContext } from '@everruns/core';
import { EverrunsError, isEverrunsError, matchesHost } from '@everruns/schemas';
import { createRefusal } from '../create-refusal.ts';
import { describeFailure } from './describe-failure.ts';
import type { Header } from './header-lines.ts';

/** A request as the settings and the model describe it. */
export interface SecretRequest {
  url: URL;
  method: string;
  /** Of the model. Those of the settings win. */
  headers: Readonly<Record<string, string>>;
  /** Of the settings: `{{name}}` in a value stands for a secret. */
  templates: readonly Header[];
  /** Parameters of the query, of the settings too. */
  queryTemplates?: readonly Header[];
  body?: string;
  hosts: readonly string[];
  timeoutMs: number;
  maxBytes: number;
}

export interface Answered {
  response: Response;
  /** The values that were put in. They have to be masked in everything of the response that leaves the tool. */
  secrets: readonly string[];
}

const SECRET = /\{\{\s*([a-zA-Z0-9][a-zA-Z0-9_-]{0,63})\s*\}\}/g;

/**
 * Sends a request with secrets put in. They go only to the host of its URL, which has to be one of the settings' hosts and of the secret's
 * own, and over an encrypted connection unless the host is on a private network; a redirect to another origin drops them. An error then
 * says nothing that the server has chosen.
 */
export async function sendWithSecrets(request: SecretRequest, context: ToolContext): Promise<Answered> {
  const { url, method, headers, templates, queryTemplates = [], body, hosts, timeoutMs, maxBytes } = request;
  if (!matchesHost(hosts, url)) {
    throw createRefusal(`The host ${url.host} is not allowed. Allowed are: ${hosts.join(', ')}.`);
  }
  const secrets = await resolveSecrets([...templates, ...queryTemplates], url, context);
  const fill = (text: string): string => text.replaceAll(SECRET, (_, name: string) => secrets.get(name) ?? '');
  const sent = new Headers(headers);
  for (const { name, value } of templates) sent.set(name, fill(value));
  const target = new URL(url);
  for (const { name, value } of queryTemplates) target.searchParams.set(name, fill(value));
  const fetchAllowed = context.openEgress({
    hosts,
    timeoutMs,
    maxBytes,
    secretHeaders: templates.map(({ name }) => name),
  });
  try {
    const init = { method, headers: sent, ...(body === undefined ? {} : { body }) };
    return { response: await fetchAllowed(target, init), secrets: [...secrets.values()] };
  } catch (error) {
    context.signal.throwIfAborted();
    const failure = describeFailure(url.host, error);
    throw secrets.size === 0 || !isEverrunsError(error) ? failure : hideWords(url.host, error);
  }
}

async function resolveSecrets(
  templates: readonly Header[],
  url: URL,
  { secrets }: ToolContext,
): Promise<ReadonlyMap<string, string>> {
  const names = new Set(templates.flatMap(({ value }) => [...value.matchAll(SECRET)].map(([, name = '']) => name)));
  if (names.size === 0) return new Map();
  if (url.protocol !== 'https:' && !isPrivateHost(url.hostname)) {
    throw createRefusal(`Secrets are sent over https only, and ${url.origin} is not.`);
  }
  const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
  const host = `${url.hostname}:${port}`;
  return new Map(await Promise.all([...names].map(async (name) => [name, await secrets.resolve(name, host)] as const)));
}

const PRIVATE = new BlockList();
PRIVATE.addSubnet('127.0.0.0', 8, 'ipv4');
PRIVATE.addSubnet('10.0.0.0', 8, 'ipv4');
PRIVATE.addSubnet('172.16.0.0', 12, 'ipv4');
PRIVATE.addSubnet('192.168.0.0', 16, 'ipv4');
PRIVATE.addAddress('::1', 'ipv6');
PRIVATE.addSubnet('fc00::', 7, 'ipv6');

function isPrivateHost(hostname: string): boolean {
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  if (isIPv4(host)) return PRIVATE.check(host, 'ipv4');
  return isIPv6(host) ? PRIVATE.check(host, 'ipv6') : host === 'localhost';
}

/**
 * A server that knows a secret could put it into the host of a redirect, which the error of egress would name, so that error is told in words
 * of our own.
 */
function hideWords(host: string, { code }: EverrunsError): Error {
  return new EverrunsError(
    code,
    `${host} cannot be called: its address is not a public one, or it answered in a way that is not allowed, for example by a redirect to another host.`,
  );
}
