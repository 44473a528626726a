import type { FilePart } from '@everruns/schemas';

/** Returns the name and the bytes of a PDF, in the form of both of OpenAI's APIs. The normalizer leaves PDFs only. */
export function toFileData({ filename, base64 = '' }: FilePart): { filename: string; file_data: string } {
  return { filename: filename ?? 'document.pdf', file_data: `data:application/pdf;base64,${base64}` };
}
