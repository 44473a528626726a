import { EverrunsError, LIMITS, type McpContents } from '@everruns/schemas';
import type { SessionFiles } from '../../engine/index.ts';
import { notFound } from '../../kernel/not-found.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { findSession } from '../../repositories/sessions.ts';
import type { CoreServices } from '../services.ts';
import { getStoredMcpServer } from './get.ts';
import { unavailable } from './list-tools.ts';
import { readContents } from './read-resource.ts';

type FetchedPart = Awaited<ReturnType<SessionFiles['fetch']>>[number];
type GivenPart = Parameters<SessionFiles['fetch']>[1]['content'][number];
type ResourcePart = Extract<GivenPart, { type: 'mcp_resource' }>;

/** Reads the resources that a message names, as the subject of its session: with the login that its calls use, too. */
export function createResourceFetcher(deps: CoreServices): SessionFiles['fetch'] {
  return async (ctx, { session_id, content }) => {
    const count = content.filter(({ type }) => type === 'mcp_resource').length;
    if (count > LIMITS.mcpResourcesPerMessage) throw tooMany();
    const session = await findSession(deps.db, ctx, session_id);
    if (session === null) throw notFound('session');
    const { subject } = session;
    const parts = await Promise.all(
      content.map(async (part) => (part.type === 'mcp_resource' ? fetchOne(deps, ctx, { subject, part }) : [part])),
    );
    return parts.flat();
  };
}

async function fetchOne(
  deps: CoreServices,
  ctx: RequestContext,
  { subject, part }: { subject: string; part: ResourcePart },
): Promise<FetchedPart[]> {
  const stored = await getStoredMcpServer(deps, ctx, part);
  const { name } = stored.server;
  const contents = await readContents(deps, { org_id: ctx.org_id, subject }, { stored, uri: part.uri });
  const files = contents.map((one) => toFile(name, part.uri, one)).filter(({ base64 }) => base64 !== '');
  if (files.length > 0) return files;
  throw unavailable(name, { message: 'There is nothing at the address of this resource.' });
}

function toFile(mcp_server: string, asked: string, { uri, text, base64, media_type }: McpContents) {
  const type = media_type ?? (text === undefined ? 'application/octet-stream' : 'text/plain');
  return {
    type: 'file' as const,
    base64: base64 ?? Buffer.from(text ?? '').toString('base64'),
    media_type: type,
    filename: toFilename(uri === '' ? asked : uri, type),
    mcp_server,
  };
}

/** How a file is called whose address ends without the ending that says what it is. */
const ENDINGS: Readonly<Record<string, string>> = {
  'text/plain': '.txt',
  'text/markdown': '.md',
  'text/html': '.html',
  'text/csv': '.csv',
  'application/json': '.json',
  'application/pdf': '.pdf',
  'image/png': '.png',
  'image/jpeg': '.jpg',
};

/** The last step of an address. */
export function toFilename(uri: string, mediaType: string): string {
  const step =
    uri
      .replace(/[?#].*$/s, '')
      .split('/')
      .findLast((one) => one !== '') ?? '';
  const name = step === '' || step.endsWith(':') ? 'resource' : step.slice(0, 200).toWellFormed();
  return /\.\w{1,8}$/.test(name) ? name : `${name}${ENDINGS[mediaType] ?? ''}`;
}

function tooMany(): EverrunsError {
  const limit = LIMITS.mcpResourcesPerMessage;
  const message = `must not name more than ${limit} resources of MCP servers`;
  return new EverrunsError('invalid_request', `message.content ${message}.`, {
    errors: [{ path: 'message.content', code: 'too_many', message }],
  });
}
