import {
  FileInfo,
  GrepFilesRequest,
  GrepFilesResponse,
  MoveFileRequest,
  normalizeFilePath,
  SessionId,
  StatFileRequest,
} from '@everruns/schemas';
import { z } from 'zod';
import { grepFiles } from '../../../services/files/grep.ts';
import { copyFile, moveFile } from '../../../services/files/move.ts';
import { statFile } from '../../../services/files/stat.ts';
import type { Services } from '../../../services/services.ts';
import { defineRoute, type Route } from '../../route.ts';

const base = { method: 'post', tag: 'files', auth: 'session' } as const;
const params = z.strictObject({ session_id: SessionId });
const one = { kind: 'json', status: 200, description: 'The file or directory', schema: FileInfo } as const;

/** The actions on files, below `fs/_/…`. */
export function fileActionRoutes(services: Services): Route[] {
  return [
    defineRoute({
      ...base,
      path: '/v1/sessions/{session_id}/fs/_/stat',
      operationId: 'stat_file',
      summary: 'Get the size, kind and times of a file or directory',
      scopes: ['read'],
      params,
      body: StatFileRequest,
      example: { path: '/notes/a.txt' },
      responses: [one],
      errors: ['not_found'],
      handler: async ({ ctx, params, body }) => ({
        value: await statFile(services, ctx, { ...params, path: normalizeFilePath(body.path) }),
      }),
    }),
    fromToRoute(services, { name: 'move', summary: 'Move a file or directory', verb: moveFile }),
    fromToRoute(services, {
      name: 'copy',
      summary: 'Copy a file or directory. The copy is not read-only.',
      verb: copyFile,
    }),
    defineRoute({
      ...base,
      path: '/v1/sessions/{session_id}/fs/_/grep',
      operationId: 'grep_files',
      summary: 'Search files for lines that match an RE2 regular expression',
      scopes: ['read'],
      params,
      body: GrepFilesRequest,
      example: { pattern: 'colou?r', path_pattern: '*.txt' },
      responses: [{ kind: 'json', status: 200, description: 'Lines that match, by file', schema: GrepFilesResponse }],
      errors: ['not_found', 'request_timeout', 'payload_too_large'],
      handler: async ({ ctx, params, body, signal }) => ({
        value: await grepFiles(services, ctx, { ...params, request: body, signal }),
      }),
    }),
  ];
}

function fromToRoute(
  services: Services,
  action: { name: 'move' | 'copy'; summary: string; verb: typeof moveFile },
): Route {
  return defineRoute({
    ...base,
    path: `/v1/sessions/{session_id}/fs/_/${action.name}`,
    operationId: `${action.name}_file`,
    summary: action.summary,
    scopes: ['write'],
    params,
    body: MoveFileRequest,
    example: { src_path: '/notes/a.txt', dst_path: '/notes/b.txt' },
    responses: [{ ...one, description: 'The file or directory at its new path. ETag holds its tag.' }],
    errors: ['not_found', 'conflict', 'payload_too_large'],
    handler: async ({ ctx, params, body, idempotency }) => {
      const way = { from: normalizeFilePath(body.src_path), to: normalizeFilePath(body.dst_path) };
      const moved = await action.verb(services, ctx, { ...params, ...way, idempotency });
      return { value: moved.info, headers: { ETag: moved.tag } };
    },
  });
}
