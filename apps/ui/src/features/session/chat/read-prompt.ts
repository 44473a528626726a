import type { McpPromptMessages } from '@everruns/sdk';
import type { ImageContent } from './use-attachments.ts';

/** What a prompt brings into the text box: its words, its pictures, and what it names. */
export interface ReadPrompt {
  text: string;
  images: ImageContent[];
  resources: { uri: string; name: string }[];
  /** How many parts no message can have. */
  leftOut: number;
}

const PICTURES: readonly ImageContent['media_type'][] = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];

/** Reads the messages that a prompt makes as one that a person sends. */
export function readPrompt({ messages }: McpPromptMessages): ReadPrompt {
  const read: ReadPrompt = { text: '', images: [], resources: [], leftOut: 0 };
  const texts: string[] = [];
  for (const { content } of messages) {
    if (content.type === 'text') texts.push(content.text);
    else if (content.type === 'resource_link') read.resources.push({ uri: content.uri, name: content.name });
    else if (content.type === 'resource' && content.text !== undefined) texts.push(`${content.uri}\n${content.text}`);
    else if (content.type === 'resource') read.resources.push({ uri: content.uri, name: content.uri });
    else {
      const media_type = PICTURES.find((type) => content.type === 'image' && type === content.media_type);
      if (media_type === undefined) read.leftOut += 1;
      else read.images.push({ type: 'image', media_type, base64: content.base64 });
    }
  }
  read.text = texts.join('\n\n');
  return read;
}
