import type * as wire from '../wire.ts';
import type { FileChange, FileContent } from '../atom-result.ts';
import { requiredField } from './required-field.ts';

export function fileChangeToProto({ path, base_revision, change }: FileChange): wire.FileChange {
  return {
    path,
    base_revision: base_revision ?? undefined,
    change:
      change.kind === 'removed'
        ? { $case: 'removed', value: {} }
        : { $case: 'written', value: { content: contentToProto(change.content) } },
  };
}

function contentToProto(content: FileContent): wire.FileContent['content'] {
  return content.kind === 'bytes'
    ? { $case: 'bytes', value: Buffer.from(content.bytes) }
    : { $case: 'uploaded', value: Buffer.from(content.hash) };
}

export function fileChangeFromProto({ path, base_revision, change }: wire.FileChange): FileChange {
  return { path, base_revision: base_revision ?? null, change: changeFromProto(requiredField(change, 'change')) };
}

function changeFromProto(change: NonNullable<wire.FileChange['change']>): FileChange['change'] {
  if (change.$case === 'removed') return { kind: 'removed' };
  const content = requiredField(change.value.content, 'content');
  return {
    kind: 'written',
    content:
      content.$case === 'bytes' ? { kind: 'bytes', bytes: content.value } : { kind: 'uploaded', hash: content.value },
  };
}
