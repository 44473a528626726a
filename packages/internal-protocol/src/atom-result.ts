import type { ErrorCode, EventDraft, ToolCall, Usage } from '@everruns/schemas';

export interface ReasonCommit {
  kind: 'reason';
  /** If empty, this is the final answer. */
  calls: ToolCall[];
  usage: Usage;
  /** Results of the calls to immediate tools that were answered before this commit; the other calls become atoms. */
  results: CallResult[];
  /** A final answer with which the turn fails. */
  failure?: { code: ErrorCode; message: string };
}

export interface CallResult {
  /** The ordinal of the call in `calls`. */
  ordinal: number;
  ok: boolean;
  /** The `tool.completed` event. */
  events: EventDraft[];
}

export interface ActCommit {
  kind: 'act';
  ok: boolean;
  /** What the call has changed. It is written together with the result, or neither is. */
  files?: readonly FileChange[];
  /** The call may have recorded steps, which end with it. */
  has_steps?: boolean;
  /** Addresses of pages that the call has read. */
  sources?: readonly string[];
}

/** A change of one path, decided from what was there. Missing parents of a written file are created. */
export interface FileChange {
  path: string;
  /** The revision that the call has read; null where it found nothing. */
  base_revision: number | null;
  /** `removed`: a directory goes with everything below it, and each entry below is a change of its own. */
  change: { kind: 'written'; content: FileContent } | { kind: 'removed' };
}

/** The bytes, or the SHA-256 of bytes that the call has uploaded. */
export type FileContent = { kind: 'bytes'; bytes: Uint8Array } | { kind: 'uploaded'; hash: Uint8Array };
