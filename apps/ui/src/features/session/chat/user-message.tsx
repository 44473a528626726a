'use client';
import type { ContentPart } from '@everruns/sdk';
import { memo } from 'react';
import type { AttachedFile } from '../outbox/outbox.ts';
import { FileChip } from './file-chip.tsx';
import { ImageThumbnail } from './image-thumbnail.tsx';

export interface UserMessageProps {
  content: readonly ContentPart[];
  files: readonly AttachedFile[];
}

export const UserMessage = memo(function UserMessage({ content, files }: UserMessageProps) {
  const images = content.filter((part) => part.type === 'image');
  const text = content.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n\n');
  return (
    <div className="ml-auto flex w-fit max-w-[85%] flex-col items-end gap-2">
      {images.length > 0 && (
        <div className="flex flex-wrap justify-end gap-2">
          {images.map((image, index) => (
            <ImageThumbnail key={index} image={image} />
          ))}
        </div>
      )}
      {files.length > 0 && (
        <div className="flex flex-wrap justify-end gap-2">
          {files.map((file) => (
            <FileChip key={file.path} file={file} />
          ))}
        </div>
      )}
      {text !== '' && (
        <p className="rounded-2xl rounded-br-md bg-hover px-4 py-2.5 text-[0.9375rem] leading-relaxed wrap-anywhere whitespace-pre-wrap">
          {text}
        </p>
      )}
    </div>
  );
});
