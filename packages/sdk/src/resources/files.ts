import type { CallOptions, Client } from '../http/client.ts';
import { EverrunsApiError } from '../http/everruns-api-error.ts';
import type {
  CreateFileRequest,
  FileInfo,
  GrepFilesRequest,
  GrepMatch,
  SessionFile,
  UpdateFileRequest,
} from '../nouns.ts';
import { encodeBase64 } from './encode-base64.ts';

/** A browser's `File` is a `Blob`. */
export type Bytes = Blob | Uint8Array<ArrayBuffer> | ArrayBuffer;

export interface FileOptions extends CallOptions {
  /** Whether to list everything below the directory, and not only its children. */
  recursive?: boolean;
}

export type Files = ReturnType<typeof createFiles>;

/** The files of a session. A path begins at the session's root, with or without a slash. */
export function createFiles(client: Client) {
  const root = '/v1/sessions/{session_id}/fs';
  const create = (session_id: string, path: string, given: CallOptions & { file: CreateFileRequest }) => {
    const { file, ...options } = given;
    return client.call('post', `${root}/{path}`, { path: at(session_id, path), body: file, ...options });
  };
  const update = (session_id: string, path: string, given: CallOptions & { file: UpdateFileRequest }) => {
    const { file, ...options } = given;
    return client.call('put', `${root}/{path}`, { path: at(session_id, path), body: file, ...options });
  };
  return {
    create,
    update,
    list: (session_id: string, path = '/', options: FileOptions = {}) => list(client, at(session_id, path), options),
    /** Returns a file and its content. Throws `TypeError` for a directory. */
    read: async (session_id: string, path: string, options: CallOptions = {}): Promise<SessionFile> => {
      const answer = await client.call('get', `${root}/{path}`, { path: at(session_id, path), ...options });
      if ('data' in answer) throw new TypeError(`${path} is a directory: list it.`);
      return answer;
    },
    download: (session_id: string, path: string, options: CallOptions = {}): Promise<Blob> =>
      client.raw(
        { method: 'get', path: `${root}/{path}`, params: at(session_id, path), query: { raw: 1 }, options },
        (response) => response.blob(),
      ),
    /** Creates the file, or replaces its content. */
    upload: async (session_id: string, path: string, given: CallOptions & { bytes: Bytes }): Promise<FileInfo> => {
      const { bytes, ...options } = given;
      const buffer = new Uint8Array(await new Blob([bytes]).arrayBuffer());
      const file = { content: encodeBase64(buffer), encoding: 'base64' } as const;
      try {
        return await create(session_id, path, { file, ...options });
      } catch (error) {
        if (!(error instanceof EverrunsApiError) || error.status !== 409) throw error;
        return update(session_id, path, { file, ...options });
      }
    },
    delete: (session_id: string, path: string, { recursive, ...options }: FileOptions = {}) =>
      client.call('delete', `${root}/{path}`, { path: at(session_id, path), query: queryOf(recursive), ...options }),
    ...createPathVerbs(client),
  };
}

function createPathVerbs(client: Client) {
  const verbs = '/v1/sessions/{session_id}/fs/_';
  return {
    stat: (session_id: string, path: string, options: CallOptions = {}): Promise<FileInfo> =>
      client.call('post', `${verbs}/stat`, { path: { session_id }, body: { path }, ...options }),
    move: (
      session_id: string,
      { from, to, ...options }: CallOptions & { from: string; to: string },
    ): Promise<FileInfo> =>
      client.call('post', `${verbs}/move`, {
        path: { session_id },
        body: { src_path: from, dst_path: to },
        ...options,
      }),
    copy: (
      session_id: string,
      { from, to, ...options }: CallOptions & { from: string; to: string },
    ): Promise<FileInfo> =>
      client.call('post', `${verbs}/copy`, {
        path: { session_id },
        body: { src_path: from, dst_path: to },
        ...options,
      }),
    grep: async (session_id: string, body: GrepFilesRequest, options: CallOptions = {}): Promise<GrepMatch[]> =>
      (await client.call('post', `${verbs}/grep`, { path: { session_id }, body, ...options })).data,
  };
}

async function list(
  client: Client,
  { session_id, path }: { session_id: string; path: string },
  { recursive, ...options }: FileOptions,
): Promise<FileInfo[]> {
  const root = '/v1/sessions/{session_id}/fs';
  const query = queryOf(recursive);
  if (path === '') return (await client.call('get', root, { path: { session_id }, query, ...options })).data;
  const answer = await client.call('get', `${root}/{path}`, { path: { session_id, path }, query, ...options });
  if ('data' in answer) return answer.data;
  throw new TypeError(`${path} is a file: read it.`);
}

function at(session_id: string, path: string): { session_id: string; path: string } {
  return { session_id, path: path.replace(/^\/+/, '') };
}

function queryOf(recursive: boolean | undefined) {
  return recursive === true ? { recursive } : {};
}
