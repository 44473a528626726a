import { omitUndefined } from '@everruns/kernel';
import { EverrunsError, FileInfo, SessionFile } from '@everruns/schemas';
import type * as wire from '../wire.ts';
import type {
  FileEntry,
  SessionFileOperation,
  SessionFileRequest,
  SessionFileResponse,
  SessionFileText,
} from '../tool-requests.ts';
import { attemptTokenFromProto } from './atom.ts';
import { requiredField } from './required-field.ts';

export function sessionFileRequestToProto({ token, operation }: SessionFileRequest): wire.SessionFileRequest {
  return { token, operation: operationToProto(operation) };
}

function operationToProto(operation: SessionFileOperation): NonNullable<wire.SessionFileRequest['operation']> {
  switch (operation.kind) {
    case 'snapshot':
      return { $case: 'list', value: { path: '/', recursive: true, read_path: operation.read_path } };
    case 'read':
      return { $case: 'read', value: { path: operation.path, revision: operation.revision } };
  }
}

export function sessionFileRequestFromProto(message: wire.SessionFileRequest): SessionFileRequest {
  const operation = requiredField(message.operation, 'operation');
  return { token: attemptTokenFromProto(message.token), operation: operationFromProto(operation) };
}

function operationFromProto(operation: NonNullable<wire.SessionFileRequest['operation']>): SessionFileOperation {
  if (operation.$case === 'list' && operation.value.path === '/' && operation.value.recursive) {
    return { kind: 'snapshot', ...omitUndefined({ read_path: operation.value.read_path }) };
  }
  if (operation.$case === 'read' && operation.value.revision !== undefined) {
    return { kind: 'read', path: operation.value.path, revision: operation.value.revision };
  }
  // A worker of release 0.1.0 repeats this until it stops, and a newer worker then runs the call.
  throw new EverrunsError('unavailable', 'This worker is older than the control plane. Start one of the same release.');
}

export function sessionFileResponseToProto(response: SessionFileResponse): wire.SessionFileResponse {
  switch (response.kind) {
    case 'snapshot': {
      const read = response.read === undefined ? undefined : fileToProto(response.read);
      return { response: { $case: 'list', value: { files: response.entries, read } } };
    }
    case 'file':
      return { response: { $case: 'file', value: fileToProto(response.file) } };
  }
}

export function sessionFileResponseFromProto(message: wire.SessionFileResponse): SessionFileResponse {
  const response = requiredField(message.response, 'response');
  switch (response.$case) {
    case 'list': {
      const { files, read } = response.value;
      const entries = files.map((file): FileEntry => ({ ...FileInfo.parse(file), revision: file.revision }));
      return { kind: 'snapshot', entries, ...(read === undefined ? {} : { read: fileFromProto(read) }) };
    }
    case 'file':
      return { kind: 'file', file: fileFromProto(response.value) };
    case 'info':
    case 'deleted_count':
      throw new EverrunsError('internal', `Expected a file or a list, got ${response.$case}.`);
  }
}

function fileToProto({ content, encoding }: SessionFileText): wire.SessionFile {
  return { info: undefined, content, encoding };
}

function fileFromProto({ content, encoding }: wire.SessionFile): SessionFileText {
  return { content, encoding: SessionFile.shape.encoding.parse(encoding) };
}
