'use client';
import { useState } from 'react';
import { toast } from '@/design/toast.ts';
import { everruns } from '@/data/everruns.ts';
import { readStored, useStored } from '@/data/use-stored.ts';
import { toSentence } from '@/design/error-notice.tsx';
import { createAtFreeName } from '../files/create-file.ts';
import { readBase64 } from '../files/read-base64.ts';
import type { AttachedFile, MessageContent } from '../outbox/outbox.ts';

/** A resource of an MCP server, which is read when the message is accepted. */
export interface AttachedResource {
  server_id: string;
  server: string;
  uri: string;
  name: string;
}

/** An image as base64 bytes. */
export type ImageContent = Extract<MessageContent[number], { type: 'image'; base64: string }>;
type MediaType = ImageContent['media_type'];

const MEDIA_TYPES: readonly MediaType[] = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];
/** A larger image is sent as a smaller copy. */
const MAX_IMAGE_BYTES = 3 * 1024 * 1024;

/**
 * Handles dropped, pasted or chosen files. An image goes with the message. Any other file becomes a file of the session at once, under
 * a name that is free there, and the message names it. Files stay attached when the page is reloaded.
 */
export function useAttachments(sessionId: string) {
  const [images, setImages] = useState<ImageContent[]>([]);
  const [files, setFiles] = useStoredList<AttachedFile>(`everruns.attached.${sessionId}`);
  const [resources, setResources] = useStoredList<AttachedResource>(`everruns.resources.${sessionId}`);
  const addOne = async (file: File): Promise<void> => {
    try {
      if (MEDIA_TYPES.some((type) => type === file.type)) {
        const image = await toImage(file);
        setImages((now) => [...now, image]);
      } else {
        const { path, size_bytes } = await createAtFreeName(sessionId, file.name, file);
        setFiles((now) => [...now, { path, size_bytes }]);
      }
    } catch (error) {
      toast.error(`${file.name}: ${toSentence(error)}`);
    }
  };
  return {
    images,
    files,
    resources,
    add: (given: Iterable<File>) => {
      for (const file of given) void addOne(file);
    },
    addImages: (more: readonly ImageContent[]) => setImages((now) => [...now, ...more]),
    addResource: (resource: AttachedResource) =>
      setResources((now) => [...now.filter((one) => !isSame(one, resource)), resource]),
    removeResource: (resource: AttachedResource) => setResources((now) => now.filter((one) => !isSame(one, resource))),
    removeImage: (index: number) => setImages((now) => now.toSpliced(index, 1)),
    removeFile: (path: string) => {
      setFiles((now) => now.filter((file) => file.path !== path));
      everruns.files.delete(sessionId, path).catch((error: unknown) => toast.error(toSentence(error)));
    },
    clear: () => {
      setImages([]);
      setFiles(() => []);
      setResources(() => []);
    },
  };
}

/** A list that outlives the page. What changes it is given the list as it is then, which may be newer than the one that is shown. */
function useStoredList<Item>(key: string): [Item[], (change: (now: Item[]) => Item[]) => void] {
  const [stored, setStored] = useStored(key);
  const set = (change: (now: Item[]) => Item[]): void => {
    const next = change(parse(readStored(key)));
    setStored(next.length === 0 ? '' : JSON.stringify(next));
  };
  return [parse(stored), set];
}

async function toImage(file: File): Promise<ImageContent> {
  const image = file.size > MAX_IMAGE_BYTES ? await shrink(file) : file;
  const media_type = MEDIA_TYPES.find((type) => type === image.type) ?? 'image/png';
  return { type: 'image', media_type, base64: await readBase64(image) };
}

/** Only this module writes these values. */
function parse<Item>(stored: string): Item[] {
  return JSON.parse(stored || '[]') as Item[];
}

function isSame(one: AttachedResource, other: AttachedResource): boolean {
  return one.server_id === other.server_id && one.uri === other.uri;
}

/** Few pictures are that large, so what makes them smaller loads with the first one. */
async function shrink(file: Blob): Promise<Blob> {
  const { shrinkImage } = await import('./shrink-image.ts');
  return shrinkImage(file);
}
