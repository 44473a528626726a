import type { FilePart, ImagePart, TextPart } from '@everruns/schemas';
import type { Compat } from '../compat/presets.ts';
import type { LlmMessage } from '../driver.ts';

type Rules = Pick<Compat, 'files' | 'content_form'>;
type Part = TextPart | ImagePart | FilePart;

const PDF = 'application/pdf';

/** Whether the provider takes PDFs as they are. */
export function takesPdf({ files, content_form }: Rules): boolean {
  return files === 'pdf' && content_form === 'parts';
}

/** Returns the messages with PDFs where the provider takes them. Any other file becomes a note that the model reads. */
export function fitFiles(messages: readonly LlmMessage[], rules: Rules): LlmMessage[] {
  const hasFile = (message: LlmMessage): boolean =>
    message.role === 'user' && message.content.some(({ type }) => type === 'file');
  const fit = (part: Part): Part => {
    const isTaken = part.type !== 'file' || (takesPdf(rules) && part.media_type === PDF && part.base64 !== undefined);
    return isTaken ? part : { type: 'text', text: `[A file was left out: ${describeFile(part)}.]` };
  };
  return messages.map((message) =>
    message.role === 'user' && hasFile(message) ? { ...message, content: message.content.map(fit) } : message,
  );
}

/** Returns the name of a file and its place in the session's files, if it has one. */
export function describeFile({ filename, file_path }: FilePart): string {
  const name = filename ?? file_path?.split('/').at(-1) ?? 'a file without a name';
  return file_path === undefined ? name : `${name}, in the files of the session at ${file_path}`;
}
