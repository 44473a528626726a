'use client';
import dynamic from 'next/dynamic';
import { memo } from 'react';
import { LazyMarkdown } from '@/design/lazy-markdown.tsx';
import type { AttachedFile, SentPart } from '../outbox/outbox.ts';
import { FileChip } from './file-chip.tsx';

const ImageThumbnail = dynamic(() => import('./image-thumbnail.tsx').then((module) => module.ImageThumbnail));
const PartChips = dynamic(() => import('./part-chips.tsx').then((module) => module.PartChips));

export interface UserMessageProps {
  content: readonly SentPart[];
  files: readonly AttachedFile[];
}

export const UserMessage = memo(function UserMessage({ content, files }: UserMessageProps) {
  const images = content.filter((part) => part.type === 'image');
  const attached = content.filter((part) => part.type === 'file' || part.type === 'mcp_resource');
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
      {attached.length > 0 && <PartChips parts={attached} />}
      {text !== '' && <Said text={text} />}
    </div>
  );
});

/** What makes a text worth the renderer: code, emphasis, a list, a heading, a quotation or a table. */
const MARKDOWN = /`|\*\*|^\s*(?:[-*+>]|\d+\.|#{1,6}) |\|.*\|/m;

function Said({ text }: { text: string }) {
  const look =
    'said max-w-full rounded-2xl rounded-br-md bg-hover px-4 py-2.5 text-[0.9375rem] leading-relaxed wrap-anywhere';
  if (!MARKDOWN.test(text)) return <p className={`${look} whitespace-pre-wrap`}>{text}</p>;
  return (
    <div className={look}>
      <LazyMarkdown text={text} />
    </div>
  );
}
