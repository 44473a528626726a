'use client';
import type { ContentPart } from '@everruns/sdk';
import { ImageOff } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';

const EnlargedImage = dynamic(() => import('./enlarged-image.tsx').then((module) => module.EnlargedImage));

type ImagePart = Extract<ContentPart, { type: 'image' }>;

/** An image that was sent with the message. An image on another host is shown as an address to click. */
export function ImageThumbnail({ image }: { image: ImagePart }) {
  const [isOpen, setIsOpen] = useState(false);
  if (image.base64 === undefined) {
    return (
      <a
        href={image.url}
        target="_blank"
        rel="noreferrer noopener"
        className="inline-flex items-center gap-2 rounded-md border border-line bg-surface px-3 py-2 text-xs text-muted hover:bg-hover"
      >
        <ImageOff aria-hidden className="size-4" />
        <span className="max-w-60 truncate">{image.url}</span>
      </a>
    );
  }
  const source = `data:${image.media_type ?? 'image/png'};base64,${image.base64}`;
  return (
    <>
      <button type="button" aria-label="Enlarge the image" onClick={() => setIsOpen(true)} className="rounded-md">
        <img src={source} alt="" className="max-h-40 max-w-full rounded-md border border-line object-cover" />
      </button>
      {isOpen && <EnlargedImage source={source} onClose={() => setIsOpen(false)} />}
    </>
  );
}
