import { EverrunsError, LIMITS } from '@everruns/schemas';
import type { FileInfo, SessionFile, SessionId } from '@everruns/schemas';
import type { Clock } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';
import type { SessionFileStore, WriteFileInput } from '../ports/session-file-store.ts';
import { toIsoTimestamp } from '../ports/timestamp.ts';

export interface InMemorySessionFileStoreOptions {
  session_id: SessionId;
  clock: Clock;
  ids: Ids;
}

/** The files of one session, in a map. `setReadonly` simulates an operator who protects a file. */
export class InMemorySessionFileStore implements SessionFileStore {
  readonly #entries = new Map<string, SessionFile>();
  readonly #options: InMemorySessionFileStoreOptions;

  constructor(options: InMemorySessionFileStoreOptions) {
    this.#options = options;
  }

  setReadonly(path: string): void {
    this.#entries.set(path, { ...this.#get(path), is_readonly: true });
  }

  async read(path: string): Promise<SessionFile> {
    const entry = this.#get(path);
    if (entry.is_directory) throw conflict(`${path} is a directory.`);
    return { ...entry };
  }

  async write({ path, content, encoding }: WriteFileInput): Promise<FileInfo> {
    const sizeBytes = Buffer.byteLength(content, encoding === 'base64' ? 'base64' : 'utf8');
    if (sizeBytes > LIMITS.fileBytes) throw new EverrunsError('payload_too_large', 'The file is too large.');
    const existing = this.#entries.get(path);
    if (path === '/' || existing?.is_directory === true) throw conflict(`${path} is a directory.`);
    if (existing?.is_readonly === true) throw conflict(`${path} is readonly.`);
    this.#makeParents(path);
    const entry = { ...(existing ?? this.#make(path)), content, encoding, size_bytes: sizeBytes };
    this.#entries.set(path, { ...entry, updated_at: this.#now() });
    return toInfo(this.#get(path));
  }

  async delete(path: string, options: { recursive?: boolean } = {}): Promise<{ deleted: number }> {
    const entry = this.#get(path);
    const children = entry.is_directory ? this.#below(path) : [];
    if (children.length > 0 && options.recursive !== true) throw conflict(`${path} is not empty.`);
    const doomed = [entry, ...children];
    const kept = doomed.find((one) => one.is_readonly);
    if (kept !== undefined) throw conflict(`${kept.path} is readonly.`);
    for (const one of doomed) this.#entries.delete(one.path);
    return { deleted: doomed.length };
  }

  async list(path: string, options: { recursive?: boolean } = {}): Promise<FileInfo[]> {
    if (path !== '/' && !this.#get(path).is_directory) throw conflict(`${path} is not a directory.`);
    const shown = this.#below(path).filter((entry) => options.recursive === true || parentOf(entry.path) === path);
    return shown.toSorted((left, right) => (left.path < right.path ? -1 : 1)).map(toInfo);
  }

  async stat(path: string): Promise<FileInfo> {
    return toInfo(this.#get(path));
  }

  #get(path: string): SessionFile {
    const entry = this.#entries.get(path);
    if (entry === undefined) throw new EverrunsError('not_found', `There is no file ${path}.`);
    return entry;
  }

  #below(path: string): SessionFile[] {
    const prefix = path === '/' ? '/' : `${path}/`;
    return [...this.#entries.values()].filter((entry) => entry.path.startsWith(prefix));
  }

  #makeParents(path: string): void {
    const parent = parentOf(path);
    if (parent === '/') return;
    const existing = this.#entries.get(parent);
    if (existing?.is_directory === false) throw conflict(`${parent} is a file.`);
    if (existing !== undefined) return;
    this.#makeParents(parent);
    this.#entries.set(parent, { ...this.#make(parent), is_directory: true });
  }

  #make(path: string): SessionFile {
    return {
      id: this.#options.ids.uuid(),
      session_id: this.#options.session_id,
      path,
      name: path.slice(path.lastIndexOf('/') + 1),
      is_directory: false,
      is_readonly: false,
      size_bytes: 0,
      content: '',
      encoding: 'text',
      created_at: this.#now(),
      updated_at: this.#now(),
    };
  }

  #now(): string {
    return toIsoTimestamp(this.#options.clock.now());
  }
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}

function toInfo({ content: _content, encoding: _encoding, ...info }: SessionFile): FileInfo {
  return info;
}

function conflict(message: string): EverrunsError {
  return new EverrunsError('conflict', message);
}
