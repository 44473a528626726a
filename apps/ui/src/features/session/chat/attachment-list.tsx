'use client';
import { X } from 'lucide-react';
import { IconButton } from '@/design/button.tsx';
import type { ImageContent } from './use-attachments.ts';

export function AttachmentList({
  images,
  onRemove,
}: {
  images: readonly ImageContent[];
  onRemove: (index: number) => void;
}) {
  if (images.length === 0) return null;
  return (
    <ul aria-label="Images to send" className="flex flex-wrap gap-2 px-3 pt-3">
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
            onClick={() => onRemove(index)}
          >
            <X />
          </IconButton>
        </li>
      ))}
    </ul>
  );
}
