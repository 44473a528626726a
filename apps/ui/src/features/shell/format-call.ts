export interface Call {
  method?: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** `/v1/…` */
  path: string;
  body?: unknown;
  /** The same call with the SDK: an expression over `everruns`. */
  sdk: string;
}

/** Formats the call as a command for a POSIX shell. */
export function formatCurl({ method = 'GET', path, body }: Call, origin: string): string {
  const parts = [`curl${path.endsWith('/sse') ? ' -N' : ''} ${quote(origin + path)}`];
  if (method !== 'GET') parts.push(`-X ${method}`);
  if (body !== undefined) {
    parts.push(`-H 'content-type: application/json'`, `-d ${quote(JSON.stringify(body, null, 2))}`);
  }
  return parts.join(' \\\n  ');
}

export function formatTypeScript({ sdk }: Call, origin: string): string {
  return `import { createEverruns } from '@everruns/sdk';

const everruns = createEverruns({ baseUrl: '${origin}' });
${sdk}`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
