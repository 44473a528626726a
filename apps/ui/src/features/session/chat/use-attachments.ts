'use client';
import { useState } from 'react';
import { toast } from 'sonner';
import { everruns } from '@/data/everruns.ts';
import { toSentence } from '@/design/error-notice.tsx';
import type { MessageContent } from '../outbox/outbox.ts';
import { readBase64 } from './read-base64.ts';

/** An image as base64 bytes. */
export type ImageContent = Extract<MessageContent[number], { base64: string }>;
type MediaType = ImageContent['media_type'];

const MEDIA_TYPES: readonly MediaType[] = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];
const MAX_BYTES = 3 * 1024 * 1024;

/** Handles dropped, pasted or chosen files: images go with the message, and any other file becomes a file of the session. */
export function useAttachments(sessionId: string) {
  const [images, setImages] = useState<ImageContent[]>([]);
  const addOne = async (file: File): Promise<void> => {
    const media_type = MEDIA_TYPES.find((type) => type === file.type);
    try {
      if (media_type === undefined || file.size > MAX_BYTES) {
        await everruns.files.upload(sessionId, file.name, { bytes: file });
        toast.success(`${file.name} is among the session’s files.`);
      } else {
        const image: ImageContent = { type: 'image', media_type, base64: await readBase64(file) };
        setImages((now) => [...now, image]);
      }
    } catch (error) {
      toast.error(`${file.name}: ${toSentence(error)}`);
    }
  };
  return {
    images,
    add: (files: Iterable<File>) => {
      for (const file of files) void addOne(file);
    },
    remove: (index: number) => setImages((now) => now.toSpliced(index, 1)),
    clear: () => setImages([]),
  };
}
