import {
  CreateFileRequest,
  DeleteFileResponse,
  documented,
  FileInfo,
  LIMITS,
  normalizeFilePath,
  pageOf,
  SessionFile,
  SessionId,
  UpdateFileRequest,
} from '@everruns/schemas';
import { z } from 'zod';
import { createFile } from '../../../services/files/create.ts';
import { deleteFile } from '../../../services/files/delete.ts';
import type { TaggedFile } from '../../../services/files/file-tag.ts';
import { downloadFile } from '../../../services/files/download.ts';
import { getFile } from '../../../services/files/get.ts';
import { updateFile } from '../../../services/files/update.ts';
import type { Services } from '../../../services/services.ts';
import { defineRoute, type Route, type RouteReply } from '../../route.ts';
import { fileActionRoutes } from './actions.ts';
import { toDownload, wantsBytes } from './file-response.ts';

const base = { tag: 'files', auth: 'session' } as const;
const path = '/v1/sessions/{session_id}/fs/{path*}';
const params = z.strictObject({ session_id: SessionId, path: z.string() });
const one = {
  kind: 'json',
  status: 200,
  description: 'The file without its content. ETag holds its tag.',
  schema: FileInfo,
} as const;
const Flag = documented(z.stringbool({ truthy: ['true', '1'], falsy: ['false', '0'] }), {
  keywords: { type: 'boolean' },
}).default(false);

/** Returns the address below `fs/` as the path of a file. */
function toFilePath(rest: string): string {
  return normalizeFilePath(`/${rest}`);
}

function taggedFile({ info, tag }: TaggedFile): RouteReply {
  return { value: info, headers: { ETag: tag } };
}

function jsonOf({ json, tag }: { json: Uint8Array; tag: string }): Response {
  return new Response(new Uint8Array(json), { headers: { 'Content-Type': 'application/json', ETag: tag } });
}

/** The files of a session. Actions come first, because `_` is reserved and the router takes the first route that matches. */
export function fileRoutes(services: Services): Route[] {
  return [
    ...fileActionRoutes(services),
    listRootRoute(services),
    readRoute(services),
    createRoute(services),
    updateRoute(services),
    deleteRoute(services),
  ];
}

function listRootRoute(services: Services): Route {
  return defineRoute({
    ...base,
    method: 'get',
    path: '/v1/sessions/{session_id}/fs',
    operationId: 'list_files',
    summary: 'List the root directory',
    scopes: ['read'],
    params: z.strictObject({ session_id: SessionId }),
    query: z.strictObject({ recursive: Flag }),
    responses: [
      { kind: 'json', status: 200, description: 'The entries of the directory, by path', schema: pageOf(FileInfo) },
    ],
    errors: ['not_found'],
    handler: async ({ ctx, params, query, signal }) => {
      const found = await getFile(services, ctx, { ...params, ...query, path: '/', signal });
      return { value: { data: found.kind === 'directory' ? found.files : [], has_more: false } };
    },
  });
}

function readRoute(services: Services): Route {
  return defineRoute({
    ...base,
    method: 'get',
    path,
    operationId: 'get_file',
    summary: 'Read a file or list a directory',
    scopes: ['read'],
    params,
    query: z.strictObject({ recursive: Flag, raw: z.enum(['0', '1']).optional() }),
    responses: [
      {
        kind: 'json',
        status: 200,
        description:
          'The file, with its tag in ETag, or the entries of the directory. With raw=1 or Accept: application/octet-stream, the bytes.',
        schema: z.union([SessionFile, pageOf(FileInfo)]),
      },
      { kind: 'raw', status: 200, description: 'The bytes of the file', mediaType: 'application/octet-stream' },
    ],
    errors: ['not_found', 'conflict'],
    handler: async ({ ctx, params: { session_id, path: rest }, query, headers, signal }) => {
      const wanted = toFilePath(rest);
      if (wantsBytes(query.raw, headers)) {
        return toDownload(await downloadFile(services, ctx, { session_id, path: wanted }));
      }
      const { recursive } = query;
      const found = await getFile(services, ctx, { session_id, path: wanted, recursive, signal });
      if (found.kind === 'json') return jsonOf(found);
      return found.kind === 'file'
        ? { value: found.file, headers: { ETag: found.tag } }
        : { value: { data: found.files, has_more: false } };
    },
  });
}

function createRoute(services: Services): Route {
  return defineRoute({
    ...base,
    method: 'post',
    path,
    operationId: 'create_file',
    summary: 'Create a file or directory, and its missing parents',
    scopes: ['write'],
    params,
    body: CreateFileRequest,
    example: { content: 'Remember the milk.' },
    takesBytes: true,
    maxBodyBytes: LIMITS.fileBodyBytes,
    responses: [{ ...one, status: 201 }],
    errors: ['not_found', 'conflict', 'payload_too_large'],
    handler: async ({ ctx, params: { session_id, path: rest }, body, idempotency }) => {
      const input = { session_id, path: toFilePath(rest), request: body, idempotency };
      return taggedFile(await createFile(services, ctx, input));
    },
  });
}

function updateRoute(services: Services): Route {
  return defineRoute({
    ...base,
    method: 'put',
    path,
    operationId: 'update_file',
    summary: 'Replace the content of a file, its read-only flag, or both',
    scopes: ['write'],
    params,
    body: UpdateFileRequest,
    example: { content: 'Remember the bread.' },
    takesBytes: true,
    maxBodyBytes: LIMITS.fileBodyBytes,
    responses: [one],
    errors: ['not_found', 'conflict', 'precondition_failed', 'payload_too_large'],
    handler: async ({ ctx, params: { session_id, path: rest }, body, headers }) => {
      const input = { session_id, path: toFilePath(rest), request: body, if_match: headers.get('if-match') };
      return taggedFile(await updateFile(services, ctx, input));
    },
  });
}

function deleteRoute(services: Services): Route {
  return defineRoute({
    ...base,
    method: 'delete',
    path,
    operationId: 'delete_file',
    summary: 'Delete a file or directory',
    scopes: ['write'],
    params,
    query: z.strictObject({ recursive: Flag }),
    responses: [
      { kind: 'json', status: 200, description: 'The file or directory was deleted', schema: DeleteFileResponse },
    ],
    errors: ['not_found', 'conflict', 'precondition_failed'],
    handler: async ({ ctx, params: { session_id, path: rest }, query, headers }) => {
      const input = { session_id, path: toFilePath(rest), ...query, if_match: headers.get('if-match') };
      await deleteFile(services, ctx, input);
      return { value: { deleted: true } };
    },
  });
}
