import { defineJob } from '@everruns/core/catalog';
import type checkArguments from './check-arguments.job.ts';
import type compileDocument from './compile-document.job.ts';

export const MAX_DOCUMENT_CHARS = 1024 * 1024;
const UTF16 = 2;

export const COMPILE_DOCUMENT = defineJob<typeof compileDocument>({
  name: 'compile_openapi',
  module: new URL('./compile-document.job.ts', import.meta.url),
  timeoutMs: 5_000,
  maxInputBytes: UTF16 * (MAX_DOCUMENT_CHARS + 64 * 1024),
  sizeOf: ({ document }) => UTF16 * document.length,
  subject: 'The OpenAPI document',
  advice: 'take out operations that the agent does not need',
  field: 'document',
});

export const CHECK_ARGUMENTS = defineJob<typeof checkArguments>({
  name: 'check_arguments',
  module: new URL('./check-arguments.job.ts', import.meta.url),
  timeoutMs: 5_000,
  maxInputBytes: 4 * 1024 * 1024,
  sizeOf: ({ text }) => UTF16 * text.length,
  subject: 'The check of the arguments',
  advice: 'give shorter arguments',
  field: 'arguments',
});
