import { isUtf8 } from 'node:buffer';
import { toIsoTimestamp, type Clock, type Ids, type SessionFileStore, type WriteFileInput } from '@everruns/core';
import { isStorableText } from '@everruns/kernel';
import { EverrunsError, LIMITS, type FileInfo, type SessionFile, type SessionId } from '@everruns/schemas';
import type { FileEntry } from '@everruns/internal-protocol';

type Content = Pick<SessionFile, 'content' | 'encoding'>;

/** The files of a session at one moment. */
export interface FileSnapshot {
  /** All entries, by path. The content of `readPath` comes with them, so that reading one file is one question. */
  load(readPath: string | null): Promise<{ entries: readonly FileEntry[]; read?: Content | undefined }>;
  read(entry: FileEntry): Promise<Content>;
}

/** What a call did to one path. `base` is what the snapshot had there. */
export type OverlayChange =
  | { kind: 'written'; path: string; base: FileEntry | null; bytes: Buffer }
  | { kind: 'removed'; path: string; base: FileEntry };

export interface OverlayDeps {
  snapshot: FileSnapshot;
  session_id: SessionId;
  clock: Clock;
  ids: Ids;
}

/** The text or the bytes of a file, as the API shows them. */
const toContent = (bytes: Buffer): Content =>
  isUtf8(bytes) && !bytes.includes(0)
    ? { content: bytes.toString('utf8'), encoding: 'text' }
    : { content: bytes.toString('base64'), encoding: 'base64' };

/**
 * The files of a session as one run of a tool sees and changes them: a snapshot, which is taken when the tool first looks, and over it what
 * the tool does. Nothing of that is written here; `changes` is the difference, for the commit of the call.
 */
export class SessionFileOverlay implements SessionFileStore {
  readonly #deps: OverlayDeps;
  #snapshot: Promise<Map<string, FileEntry>> | undefined;
  /** What came with the snapshot. */
  #early: { path: string; content: Content } | undefined;
  readonly #written = new Map<string, { info: FileInfo; bytes: Buffer }>();
  readonly #made = new Map<string, FileInfo>();
  readonly #removed = new Set<string>();
  #isInformed = false;
  /** Of all that is seen here. */
  #count = 0;
  #bytes = 0;

  constructor(deps: OverlayDeps) {
    this.#deps = deps;
  }

  /** Whether the tool has looked at files: what it wrote may depend on what it saw, so another run may write something else. */
  get isInformed(): boolean {
    return this.#isInformed;
  }

  async read(path: string): Promise<SessionFile> {
    this.#isInformed = true;
    await this.#load(path);
    const written = this.#written.get(path);
    if (written !== undefined) return { ...written.info, ...toContent(written.bytes) };
    const info = await this.#get(path);
    if (info.is_directory) throw conflict(`${path} is a directory.`);
    const entry = (await this.#load()).get(path);
    if (entry === undefined) throw notFound(path);
    const early = this.#early?.path === path ? this.#early.content : undefined;
    this.#early = undefined;
    return { ...info, ...(early ?? (await this.#deps.snapshot.read(entry))) };
  }

  async stat(path: string): Promise<FileInfo> {
    this.#isInformed = true;
    return this.#get(path);
  }

  async list(path: string, { recursive = false }: { recursive?: boolean } = {}): Promise<FileInfo[]> {
    this.#isInformed = true;
    if (path !== '/' && !(await this.#get(path)).is_directory) throw conflict(`${path} is not a directory.`);
    const below = await this.#below(path);
    const shown = below.filter((entry) => recursive || parentOf(entry.path) === path);
    return shown.toSorted((left, right) => compareBytes(left.path, right.path));
  }

  async write({ path, content, encoding }: WriteFileInput): Promise<FileInfo> {
    const bytes = decode(path, { content, encoding });
    if (path === '/') throw conflict('/ is a directory.');
    const before = await this.#find(path);
    if (before?.is_directory === true) throw conflict(`${path} is a directory.`);
    if (before?.is_readonly === true) throw conflict(`${path} is readonly.`);
    const missing = await this.#missingParents(path);
    const added = {
      count: before === undefined ? missing.length + 1 : 0,
      bytes: bytes.length - (before?.size_bytes ?? 0),
    };
    this.#checkRoom(added, bytes.length - (this.#written.get(path)?.bytes.length ?? 0));
    this.#count += added.count;
    this.#bytes += added.bytes;
    for (const parent of missing) this.#made.set(parent, this.#newInfo(parent, true));
    const info = { ...(before ?? this.#newInfo(path, false)), size_bytes: bytes.length, updated_at: this.#now() };
    this.#written.set(path, { info, bytes });
    return info;
  }

  async delete(path: string, { recursive = false }: { recursive?: boolean } = {}): Promise<{ deleted: number }> {
    if (path === '/') throw conflict('The root directory cannot be deleted.');
    const entry = await this.#get(path);
    const below = entry.is_directory ? await this.#below(path) : [];
    if (below.length > 0 && !recursive) throw conflict(`${path} is not empty.`);
    const doomed = [entry, ...below];
    const kept = doomed.find((one) => one.is_readonly);
    if (kept !== undefined) throw conflict(`${kept.path} is readonly.`);
    const snapshot = await this.#load();
    for (const one of doomed) {
      this.#count -= 1;
      this.#bytes -= one.size_bytes;
      this.#written.delete(one.path);
      this.#made.delete(one.path);
      if (snapshot.has(one.path)) this.#removed.add(one.path);
    }
    return { deleted: doomed.length };
  }

  /** The difference to the snapshot, by path. */
  async changes(): Promise<OverlayChange[]> {
    if (this.#written.size + this.#removed.size === 0) return [];
    const snapshot = await this.#load();
    const written = [...this.#written].map(([path, { bytes }]): OverlayChange => ({
      kind: 'written',
      path,
      base: snapshot.get(path) ?? null,
      bytes,
    }));
    const isBack = ({ path, is_directory }: FileEntry): boolean =>
      this.#written.has(path) || (is_directory && this.#made.has(path));
    const removed = [...snapshot.values()]
      .filter((base) => this.#removed.has(base.path) && !isBack(base))
      .map((base): OverlayChange => ({ kind: 'removed', path: base.path, base }));
    return [...written, ...removed].toSorted((left, right) => compareBytes(left.path, right.path));
  }

  #load(readPath: string | null = null): Promise<Map<string, FileEntry>> {
    this.#snapshot ??= this.#deps.snapshot.load(readPath).then(({ entries, read }) => {
      if (readPath !== null && read !== undefined) this.#early = { path: readPath, content: read };
      this.#count = entries.length;
      this.#bytes = entries.reduce((sum, entry) => sum + entry.size_bytes, 0);
      return new Map(entries.map((entry) => [entry.path, entry]));
    });
    return this.#snapshot;
  }

  async #find(path: string): Promise<FileInfo | undefined> {
    const own = this.#written.get(path)?.info ?? this.#made.get(path);
    const snapshot = await this.#load();
    return own ?? (this.#removed.has(path) ? undefined : snapshot.get(path));
  }

  async #get(path: string): Promise<FileInfo> {
    const found = await this.#find(path);
    if (found === undefined) throw notFound(path);
    return found;
  }

  async #all(): Promise<FileInfo[]> {
    const snapshot = await this.#load();
    const own = [...this.#made.values(), ...[...this.#written.values()].map(({ info }) => info)];
    const isOver = (path: string): boolean =>
      this.#removed.has(path) || this.#written.has(path) || this.#made.has(path);
    return [...own, ...[...snapshot.values()].filter(({ path }) => !isOver(path))];
  }

  async #below(path: string): Promise<FileInfo[]> {
    const prefix = path === '/' ? '/' : `${path}/`;
    return (await this.#all()).filter((entry) => entry.path.startsWith(prefix));
  }

  /** Outermost first. Throws `conflict` where a file is above the path. */
  async #missingParents(path: string): Promise<string[]> {
    const missing: string[] = [];
    for (let parent = parentOf(path); parent !== '/'; parent = parentOf(parent)) {
      const found = await this.#find(parent);
      if (found?.is_directory === false) throw conflict(`${parent} is a file, so nothing can be put below it.`);
      if (found === undefined) missing.unshift(parent);
    }
    return missing;
  }

  /** `own` is what the call writes more than before. */
  #checkRoom({ count, bytes }: { count: number; bytes: number }, own: number): void {
    const { filesPerSession, fileBytesPerSession, fileBytesPerCall } = LIMITS;
    if (count > 0 && this.#count + count > filesPerSession) {
      throw tooLarge(`A session can hold at most ${filesPerSession} files and directories.`);
    }
    if (bytes > 0 && this.#bytes + bytes > fileBytesPerSession) {
      throw tooLarge(`The files of a session can hold at most ${fileBytesPerSession} bytes.`);
    }
    const written = [...this.#written.values()].reduce((sum, file) => sum + file.bytes.length, own);
    if (written > fileBytesPerCall) throw tooLarge(`A call can write at most ${fileBytesPerCall} bytes of files.`);
  }

  #newInfo(path: string, is_directory: boolean): FileInfo {
    return {
      id: this.#deps.ids.uuid(),
      session_id: this.#deps.session_id,
      path,
      name: path.slice(path.lastIndexOf('/') + 1),
      is_directory,
      is_readonly: false,
      size_bytes: 0,
      created_at: this.#now(),
      updated_at: this.#now(),
    };
  }

  #now(): string {
    return toIsoTimestamp(this.#deps.clock.now());
  }
}

/** Returns the bytes. Throws `invalid_request` for text that cannot be stored and for what is no base64, and `payload_too_large`. */
function decode(path: string, { content, encoding }: Content): Buffer {
  const bytes = Buffer.from(content, encoding === 'text' ? 'utf8' : 'base64');
  if (bytes.length > LIMITS.fileBytes) throw tooLarge(`A file can hold at most ${LIMITS.fileBytes} bytes.`);
  if (encoding === 'text' && !isStorableText(content)) {
    throw invalid(`The content of ${path} must not contain NUL or unpaired surrogates; write bytes as base64.`);
  }
  if (encoding === 'base64' && bytes.toString('base64') !== content)
    throw invalid(`The content of ${path} is no base64.`);
  return bytes;
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}

/** In the order of the database, which compares UTF-8. */
function compareBytes(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}

const conflict = (message: string): EverrunsError => new EverrunsError('conflict', message);
const notFound = (path: string): EverrunsError => new EverrunsError('not_found', `There is no file ${path}.`);
const tooLarge = (message: string): EverrunsError => new EverrunsError('payload_too_large', message);
const invalid = (message: string): EverrunsError => new EverrunsError('invalid_request', message);
