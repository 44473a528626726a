import { defineJob } from '@everruns/core/catalog';
import type readPage from './read-page.job.ts';
import type readPdf from './read-pdf.job.ts';

const MAX_BYTES = 6 * 1024 * 1024;
const ADVICE = 'read a smaller page, or one with less markup';

export const READ_PAGE = defineJob<typeof readPage>({
  name: 'read_page',
  module: new URL('./read-page.job.ts', import.meta.url),
  timeoutMs: 10_000,
  maxInputBytes: MAX_BYTES,
  sizeOf: ({ bytes }) => bytes.byteLength,
  subject: 'The page',
  advice: ADVICE,
  field: 'url',
});

export const READ_PDF = defineJob<typeof readPdf>({
  name: 'read_pdf',
  module: new URL('./read-pdf.job.ts', import.meta.url),
  timeoutMs: 15_000,
  maxInputBytes: MAX_BYTES,
  sizeOf: ({ bytes }) => bytes.byteLength,
  subject: 'The PDF',
  advice: 'read a smaller document',
  field: 'url',
});
