import type { SessionFileStore } from '@everruns/core';
import type { SessionFileOperation, SessionFileResponse, WorkerService } from '@everruns/internal-protocol';
import { EverrunsError, type AttemptToken } from '@everruns/schemas';
import { repeatWhileUnavailable, type Patience } from '../executor/repeat-while-unavailable.ts';

export interface GrpcSessionFileStoreOptions {
  service: WorkerService;
  token: AttemptToken;
  patience: Patience;
}

/** The session's files as one attempt sees them. Changes are numbered, so that a repeated change returns its first result. */
export function createGrpcSessionFileStore({
  service,
  token,
  patience,
}: GrpcSessionFileStoreOptions): SessionFileStore {
  let lastOperation = 0;
  const nextOperation = (): number => (lastOperation += 1);
  const ask = <Kind extends SessionFileResponse['kind']>(kind: Kind, operation: SessionFileOperation) =>
    repeatWhileUnavailable(() => service.sessionFile({ token, operation }, { signal: patience.signal }), patience).then(
      (response) => expectKind(kind, response),
    );
  return {
    read: async (path) => (await ask('file', { kind: 'read', path })).file,
    stat: async (path) => (await ask('info', { kind: 'stat', path })).info,
    list: async (path, { recursive = false } = {}) => (await ask('list', { kind: 'list', path, recursive })).files,
    write: async (input) => (await ask('info', { kind: 'write', operation: nextOperation(), ...input })).info,
    delete: async (path, { recursive = false } = {}) => {
      const operation = nextOperation();
      return { deleted: (await ask('deleted', { kind: 'delete', operation, path, recursive })).count };
    },
  };
}

function expectKind<Kind extends SessionFileResponse['kind']>(
  kind: Kind,
  response: SessionFileResponse,
): Extract<SessionFileResponse, { kind: Kind }> {
  if (!hasKind(kind, response)) throw new EverrunsError('internal', `Expected ${kind}, got ${response.kind}.`);
  return response;
}

function hasKind<Kind extends SessionFileResponse['kind']>(
  kind: Kind,
  response: SessionFileResponse,
): response is Extract<SessionFileResponse, { kind: Kind }> {
  return response.kind === kind;
}
