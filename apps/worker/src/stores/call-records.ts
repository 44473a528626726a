import type { RecordedStep, SourceLog, StepStore } from '@everruns/core';
import type { CallOptions, FileChange, WorkerService } from '@everruns/internal-protocol';
import { LIMITS, type AttemptToken, type EventDraft } from '@everruns/schemas';
import { repeatWhileUnavailable, type Patience } from '../executor/repeat-while-unavailable.ts';
import type { FileSnapshot, OverlayChange } from './session-file-overlay.ts';

/** The most addresses that one call remembers, and the longest of them. */
const MAX_SOURCES = 100;
const MAX_SOURCE_LENGTH = 2_048;
/** Contents up to this many bytes in all are sent with the commit; larger changes are sent before it. */
const INLINE_BYTES = 1024 * 1024;

export interface CallRecordsOptions {
  service: WorkerService;
  token: AttemptToken;
  patience: Patience;
  /** Sends what the requests of these generations held besides their messages. Returns the events as they can be recorded. */
  storeHeads: (events: readonly EventDraft[]) => Promise<readonly EventDraft[]>;
}

/** What one attempt of a call asks of the control plane, and tells it, before its result. A lost answer is asked for again. */
export class CallRecords implements StepStore, FileSnapshot, SourceLog {
  readonly #options: CallRecordsOptions;
  /** The steps of earlier attempts; this one's follow as they are recorded. */
  #steps: Promise<Map<string, RecordedStep>> | undefined;
  #hasRecorded = false;
  readonly #sources = new Set<string>();

  constructor(options: CallRecordsOptions) {
    this.#options = options;
  }

  /** Whether there may be steps, which end with the call. */
  get hasSteps(): boolean {
    return this.#hasRecorded || this.#options.token.attempt > 1;
  }

  get sources(): string[] {
    return [...this.#sources];
  }

  async list(): Promise<RecordedStep[]> {
    return [...(await this.#known()).values()];
  }

  async record(step: RecordedStep, generations: readonly EventDraft[] = []): Promise<void> {
    this.#hasRecorded = true;
    const paid = generations.length === 0 ? [] : await this.#options.storeHeads(generations);
    await this.#ask((service, token, call) => service.recordStep({ token, step, paid }, call));
    (await this.#known()).set(step.name, step);
  }

  add(url: string): void {
    if (url.length <= MAX_SOURCE_LENGTH && this.#sources.size < MAX_SOURCES) this.#sources.add(url);
  }

  async has(url: string): Promise<boolean> {
    return this.#sources.has(url) || this.#ask((service, token, call) => service.findSource({ token, url }, call));
  }

  async load(readPath: string | null): ReturnType<FileSnapshot['load']> {
    const operation = { kind: 'snapshot' as const, ...(readPath === null ? {} : { read_path: readPath }) };
    const response = await this.#ask((service, token, call) => service.sessionFile({ token, operation }, call));
    if (response.kind !== 'snapshot') throw new TypeError('expected a snapshot');
    return response;
  }

  async read({ path, revision }: Parameters<FileSnapshot['read']>[0]): ReturnType<FileSnapshot['read']> {
    const operation = { kind: 'read' as const, path, revision };
    const response = await this.#ask((service, token, call) => service.sessionFile({ token, operation }, call));
    if (response.kind !== 'file') throw new TypeError('expected a file');
    return response.file;
  }

  /** Returns the changes as the commit takes them. Large contents are uploaded first. */
  async toFileChanges(changes: readonly OverlayChange[]): Promise<FileChange[]> {
    const sent: FileChange[] = [];
    let inline = 0;
    for (const change of changes) {
      const { path, base } = change;
      const base_revision = base?.revision ?? null;
      if (change.kind === 'removed') {
        sent.push({ path, base_revision, change: { kind: 'removed' } });
        continue;
      }
      const { bytes } = change;
      const isInline = bytes.length <= LIMITS.inlineFileBytes && inline + bytes.length <= INLINE_BYTES;
      if (isInline) inline += bytes.length;
      const content = isInline ? { kind: 'bytes' as const, bytes } : await this.#upload(bytes);
      sent.push({ path, base_revision, change: { kind: 'written', content } });
    }
    return sent;
  }

  async #upload(content: Buffer): Promise<{ kind: 'uploaded'; hash: Uint8Array }> {
    const { hash } = await this.#ask((service, token, call) => service.uploadFile({ token, content }, call));
    return { kind: 'uploaded', hash };
  }

  #known(): Promise<Map<string, RecordedStep>> {
    this.#steps ??= this.#loadSteps();
    return this.#steps;
  }

  async #loadSteps(): Promise<Map<string, RecordedStep>> {
    if (this.#options.token.attempt === 1) return new Map();
    const steps = await this.#ask((service, token, call) => service.listSteps({ token }, call));
    return new Map(steps.map((step) => [step.name, step]));
  }

  #ask<Result>(
    ask: (service: WorkerService, token: AttemptToken, call: CallOptions) => Promise<Result>,
  ): Promise<Result> {
    const { service, token, patience } = this.#options;
    return repeatWhileUnavailable(() => ask(service, token, { signal: patience.signal }), patience);
  }
}
