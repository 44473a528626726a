import { FileInfo, SessionFile } from '@everruns/schemas';
import type * as wire from '../wire.ts';
import type { SessionFileOperation, SessionFileRequest, SessionFileResponse } from '../worker-service.ts';
import { attemptTokenFromProto } from './atom.ts';
import { requiredField } from './required-field.ts';

export function sessionFileRequestToProto({ token, operation }: SessionFileRequest): wire.SessionFileRequest {
  const { kind, ...value } = operation;
  // Each arm holds the same fields on both sides; TypeScript loses the link between `kind` and the rest.
  return { token, operation: { $case: kind, value } as wire.SessionFileRequest['operation'] };
}

export function sessionFileRequestFromProto(message: wire.SessionFileRequest): SessionFileRequest {
  const operation = requiredField(message.operation, 'operation');
  return { token: attemptTokenFromProto(message.token), operation: operationFromProto(operation) };
}

function operationFromProto(operation: NonNullable<wire.SessionFileRequest['operation']>): SessionFileOperation {
  switch (operation.$case) {
    case 'read':
      return { kind: 'read', ...operation.value };
    case 'stat':
      return { kind: 'stat', ...operation.value };
    case 'list':
      return { kind: 'list', ...operation.value };
    case 'write':
      return {
        kind: 'write',
        ...operation.value,
        encoding: SessionFile.shape.encoding.parse(operation.value.encoding),
      };
    case 'delete':
      return { kind: 'delete', ...operation.value };
  }
}

export function sessionFileResponseToProto(response: SessionFileResponse): wire.SessionFileResponse {
  switch (response.kind) {
    case 'file': {
      const { content, encoding, ...info } = response.file;
      return { response: { $case: 'file', value: { info, content, encoding } } };
    }
    case 'info':
      return { response: { $case: 'info', value: response.info } };
    case 'list':
      return { response: { $case: 'list', value: { files: response.files } } };
    case 'deleted':
      return { response: { $case: 'deleted_count', value: response.count } };
  }
}

export function sessionFileResponseFromProto(message: wire.SessionFileResponse): SessionFileResponse {
  const response = requiredField(message.response, 'response');
  switch (response.$case) {
    case 'file': {
      const { info, ...body } = response.value;
      return { kind: 'file', file: SessionFile.parse({ ...info, ...body }) };
    }
    case 'info':
      return { kind: 'info', info: FileInfo.parse(response.value) };
    case 'list':
      return { kind: 'list', files: response.value.files.map((file) => FileInfo.parse(file)) };
    case 'deleted_count':
      return { kind: 'deleted', count: response.value };
  }
}
