import type { JsonObject, JsonValue } from '@everruns/schemas';
import { createRefusal } from '../create-refusal.ts';
import type { CompiledOperation, ParameterPlace } from './compiled.ts';

export interface BuiltRequest {
  url: URL;
  headers: Record<string, string>;
  body: string | null;
}

/** Builds the request of an operation. Throws for values that would lead to another path than the operation's. */
export function buildRequest(baseUrl: string, operation: CompiledOperation, args: JsonObject): BuiltRequest {
  const url = toUrl(baseUrl, operation, args);
  const headers: Record<string, string> = {};
  for (const place of operation.parameters) {
    const value = args[place.argument];
    if (value === undefined || place.in === 'path') continue;
    if (place.in === 'query') addToQuery(url.searchParams, place, value);
    else headers[place.name] = toHeader(place, value);
  }
  const body = operation.body === null || args['body'] === undefined ? null : toBody(operation.body, args['body']);
  if (body !== null && operation.body !== null) headers['content-type'] = operation.body;
  return { url, headers, body };
}

function toUrl(baseUrl: string, { path, parameters }: CompiledOperation, args: JsonObject): URL {
  const filled = path.replaceAll(/\{([^{}]+)\}/g, (_, name: string) => {
    const place = parameters.find((one) => one.in === 'path' && one.name === name);
    const text = toText(args[place?.argument ?? ''] ?? '');
    if (text === '') throw createRefusal(`${name}: must not be empty, because it is a part of the path.`);
    return encodeURIComponent(text);
  });
  const url = new URL(baseUrl + filled);
  // A URL resolves steps such as `..`, and also `%2e%2e`.
  if (!url.href.endsWith(filled))
    throw createRefusal('A part of the path is "." or "..", or holds what no path may hold.');
  return url;
}

function addToQuery(query: URLSearchParams, { name, isExploded, isDeep }: ParameterPlace, value: JsonValue): void {
  if (Array.isArray(value)) {
    const items = value.map(toText);
    if (!isExploded) query.append(name, items.join(','));
    else for (const item of items) query.append(name, item);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      query.append(isDeep ? `${name}[${key}]` : key, toText(inner ?? null));
    }
  } else query.append(name, toText(value));
}

function toHeader({ name }: ParameterPlace, value: JsonValue): string {
  const text = Array.isArray(value) ? value.map(toText).join(',') : toText(value);
  if (!/^[\t\x20-\x7e]*$/.test(text)) throw createRefusal(`${name}: a header holds printable ASCII in one line only.`);
  return text;
}

function toBody(mediaType: string, value: JsonValue): string {
  if (mediaType.startsWith('text/')) return toText(value);
  if (!mediaType.startsWith('application/x-www-form-urlencoded')) return JSON.stringify(value);
  const form = new URLSearchParams();
  const fields = typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
  for (const [name, inner] of Object.entries(fields)) {
    for (const item of Array.isArray(inner) ? inner : [inner ?? null]) form.append(name, toText(item));
  }
  return form.toString();
}

function toText(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
