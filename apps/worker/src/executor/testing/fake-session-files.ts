import { createHash } from 'node:crypto';
import { isUtf8 } from 'node:buffer';
import { TEST_IDS } from '@everruns/core/testing';
import { toIsoTimestamp, type Clock, type Ids } from '@everruns/core';
import type {
  FileChange,
  FileContent,
  FileEntry,
  SessionFileOperation,
  SessionFileResponse,
  SessionFileText,
} from '@everruns/internal-protocol';
import { EverrunsError } from '@everruns/schemas';

/** The files of one session with their revisions, as the control plane keeps them for calls. */
export class FakeSessionFiles {
  readonly #entries = new Map<string, { entry: FileEntry; bytes: Buffer }>();
  readonly #uploads = new Map<string, Buffer>();
  readonly #deps: { clock: Clock; ids: Ids };
  #revision = 1;

  constructor(deps: { clock: Clock; ids: Ids }) {
    this.#deps = deps;
  }

  get paths(): string[] {
    return [...this.#entries.keys()].toSorted();
  }

  text(path: string): string | null {
    return this.#entries.get(path)?.bytes.toString() ?? null;
  }

  /** Writes as a person does. */
  save(path: string, text: string): void {
    this.#put(path, Buffer.from(text));
  }

  setReadonly(path: string): void {
    const found = this.#entries.get(path);
    if (found !== undefined) this.#entries.set(path, { ...found, entry: { ...found.entry, is_readonly: true } });
  }

  answer(operation: SessionFileOperation): SessionFileResponse {
    if (operation.kind === 'read') {
      const found = this.#entries.get(operation.path);
      if (found?.entry.revision !== operation.revision) throw conflict(`${operation.path} has changed.`);
      return { kind: 'file', file: toText(found.bytes) };
    }
    const entries = this.paths.flatMap((path) => this.#entries.get(path)?.entry ?? []);
    const read = this.#entries.get(operation.read_path ?? '');
    const isFile = read !== undefined && !read.entry.is_directory;
    return { kind: 'snapshot', entries, ...(isFile ? { read: toText(read.bytes) } : {}) };
  }

  upload(content: Uint8Array): Uint8Array {
    const hash = createHash('sha256').update(content).digest();
    this.#uploads.set(hash.toString('hex'), Buffer.from(content));
    return hash;
  }

  /** All or nothing. */
  apply(changes: readonly FileChange[]): void {
    const changed = changes.filter(
      ({ path, base_revision }) => (this.#entries.get(path)?.entry.revision ?? null) !== base_revision,
    );
    if (changed.length > 0)
      throw conflict(`Changed while the call ran: ${changed.map(({ path }) => path).join(', ')}.`);
    for (const { path, change } of changes) if (change.kind === 'removed') this.#entries.delete(path);
    for (const { path, change } of changes)
      if (change.kind === 'written') this.#put(path, this.#bytesOf(change.content));
  }

  #bytesOf(content: FileContent): Buffer {
    if (content.kind === 'bytes') return Buffer.from(content.bytes);
    const uploaded = this.#uploads.get(Buffer.from(content.hash).toString('hex'));
    if (uploaded === undefined) throw new EverrunsError('invalid_request', 'not uploaded');
    return uploaded;
  }

  #put(path: string, bytes: Buffer): void {
    for (let parent = parentOf(path); parent !== '/'; parent = parentOf(parent)) {
      if (!this.#entries.has(parent))
        this.#entries.set(parent, { entry: this.#newEntry(parent, true), bytes: Buffer.alloc(0) });
    }
    const entry = { ...(this.#entries.get(path)?.entry ?? this.#newEntry(path, false)), size_bytes: bytes.length };
    this.#entries.set(path, { entry: { ...entry, revision: (this.#revision += 1) }, bytes });
  }

  #newEntry(path: string, is_directory: boolean): FileEntry {
    const now = toIsoTimestamp(this.#deps.clock.now());
    return {
      id: this.#deps.ids.uuid(),
      session_id: TEST_IDS.session,
      path,
      name: path.slice(path.lastIndexOf('/') + 1),
      is_directory,
      is_readonly: false,
      size_bytes: 0,
      created_at: now,
      updated_at: now,
      revision: (this.#revision += 1),
    };
  }
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}

function toText(bytes: Buffer): SessionFileText {
  const isText = isUtf8(bytes) && !bytes.includes(0);
  return isText
    ? { content: bytes.toString('utf8'), encoding: 'text' }
    : { content: bytes.toString('base64'), encoding: 'base64' };
}

function conflict(message: string): EverrunsError {
  return new EverrunsError('conflict', message);
}
