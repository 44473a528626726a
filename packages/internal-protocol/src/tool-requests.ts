import type { AttemptToken, EventDraft, FileInfo, SessionFile } from '@everruns/schemas';

/** A file or directory as it was at one moment. */
export interface FileEntry extends FileInfo {
  /** Changes with every change of the entry, and is never used again. */
  revision: number;
}

export type SessionFileOperation =
  /** All entries of the session by path, and the content of `read_path` if it is a file. */
  | { kind: 'snapshot'; read_path?: string }
  /** The content of an entry of the snapshot. */
  | { kind: 'read'; path: string; revision: number };

export interface SessionFileRequest {
  token: AttemptToken;
  operation: SessionFileOperation;
}

export type SessionFileText = Pick<SessionFile, 'content' | 'encoding'>;

export type SessionFileResponse =
  | { kind: 'snapshot'; entries: FileEntry[]; read?: SessionFileText }
  | { kind: 'file'; file: SessionFileText };

export interface UploadFileRequest {
  token: AttemptToken;
  content: Uint8Array;
}

export interface UploadFileResponse {
  /** SHA-256 of the content. */
  hash: Uint8Array;
}

/** A durable step of a tool call. */
export interface CallStep {
  /** Unique within the call. */
  name: string;
  /** JSON text. Null: the intent of a step that happens at most once, before its effect. */
  result_json: string | null;
}

export interface ListStepsRequest {
  token: AttemptToken;
}

export interface RecordStepRequest {
  token: AttemptToken;
  step: CallStep;
  /** `llm.generation` events of answers that the step has paid for. They are recorded once, with the step. */
  paid?: readonly EventDraft[];
}

export interface FindSourceRequest {
  token: AttemptToken;
  url: string;
}

/** A secret for the tool call that the attempt runs. */
export interface GetSecretRequest {
  token: AttemptToken;
  name: string;
  /** The host to which the tool will send it, with its port: `api.example.com:443`. */
  host: string;
}

export interface GetSecretResponse {
  value: string;
}

/** What requests of a running attempt held besides their messages. */
export interface StoreContentsRequest {
  token: AttemptToken;
  /** Each is found again by its `ContentHash`. */
  contents: string[];
}

export interface StoreContentsResponse {
  /** False: the organization has no room for them, so no event may name them. */
  is_stored: boolean;
}
