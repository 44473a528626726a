'use client';
import { Cable, X } from 'lucide-react';
import { IconButton } from '@/design/button.tsx';
import { Chip } from './chip.tsx';
import { FileChip } from './file-chip.tsx';
import type { useAttachments } from './use-attachments.ts';

/** What goes with the message, and how to take it away again. */
export function AttachmentList({ attachments }: { attachments: ReturnType<typeof useAttachments> }) {
  const { images, files, resources, removeImage, removeFile, removeResource } = attachments;
  return (
    <ul aria-label="To send with the message" className="flex flex-wrap items-center gap-2 px-3 pt-3">
      {images.map((image, index) => (
        <li key={index} className="relative">
          <img
            src={`data:${image.media_type};base64,${image.base64}`}
            alt={`To send: ${index + 1}`}
            className="size-16 rounded-md border border-line object-cover"
          />
          <IconButton
            label={`Remove image ${index + 1}`}
            look="secondary"
            size="sm"
            className="absolute -top-2 -right-2 !size-6 rounded-full"
            onClick={() => removeImage(index)}
          >
            <X />
          </IconButton>
        </li>
      ))}
      {files.map((file) => (
        <li key={file.path} className="flex items-center">
          <FileChip file={file} />
          <IconButton label={`Remove ${file.path}`} size="sm" onClick={() => removeFile(file.path)}>
            <X />
          </IconButton>
        </li>
      ))}
      {resources.map((resource) => (
        <li key={`${resource.server_id} ${resource.uri}`} className="flex items-center">
          <Chip icon={Cable} name={resource.name} note={resource.server} />
          <IconButton label={`Remove ${resource.name}`} size="sm" onClick={() => removeResource(resource)}>
            <X />
          </IconButton>
        </li>
      ))}
    </ul>
  );
}
