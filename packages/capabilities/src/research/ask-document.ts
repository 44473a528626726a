import { createHash } from 'node:crypto';
import type { ToolContext } from '@everruns/core';
import type { JsonObject } from '@everruns/schemas';
import type { z } from 'zod';
import { createRefusal } from '../create-refusal.ts';
import { openDocument } from '../session-file-system/read-document.ts';
import { createFence, type Fence } from '../web/fence.ts';
import type { AskDocumentParameters } from './definition.ts';

/** Each part is a question to the model, which somebody pays for. */
const MAX_PARTS = 24;
/** What two parts share, so that no sentence is read by halves only. */
const OVERLAP = 400;
/** Of the room of a question, for all that is not the part itself. */
const AROUND = 2_000;
const PART_TOKENS = 1_000;
const ANSWER_TOKENS = 1_500;

const ONE =
  'Answer the question from the document alone. Name the page of what you rely on. Say so if it does not answer it.';
const PART =
  'Write down, in at most 150 words, what this part of a document says about the question, with the numbers, names and pages that matter. ' +
  'Write "Nothing." if it says nothing about it.';
const ALL =
  'These are notes on the parts of one document, in its order. Answer the question from them alone, and name the pages that they name. ' +
  'Say so if they do not answer it.';

/**
 * Asks the model about each part of a document, and then what the notes on them come to. Each answer is a recorded step, so after a crash the
 * parts that were read are not asked again.
 */
export async function askDocument(
  { path: given, question }: z.output<typeof AskDocumentParameters>,
  context: ToolContext,
): Promise<JsonObject> {
  const { path, bytes, pages } = await openDocument(given, context);
  const parts = cutIntoParts(joinPages(pages), context.model.maxChars - AROUND);
  if (parts.length > MAX_PARTS) {
    throw createRefusal(
      `${path} is too long to be asked as a whole: it has ${parts.length} parts, and ${MAX_PARTS} are the most. Split it.`,
    );
  }
  const inquiry: Inquiry = { question, context, fence: createFence(context.toolCallId), of: hashOf(bytes) };
  const answer = parts.length === 1 ? await askOnce(parts[0] ?? '', inquiry) : await askAll(parts, inquiry);
  return { path, pages: pages.length, parts: parts.length, answer: inquiry.fence.block(answer) };
}

interface Inquiry {
  question: string;
  context: ToolContext;
  fence: Fence;
  /** The document, so that what was recorded of another one under this path is not taken for its answer. */
  of: string;
}

async function askOnce(text: string, { question, context, fence, of }: Inquiry): Promise<string> {
  const asked = { task: ONE, text: toQuestion(question, fence.block(text)), maxTokens: ANSWER_TOKENS };
  return (await context.model.ask(`answer ${of}`, asked)).text;
}

async function askAll(parts: readonly string[], inquiry: Inquiry): Promise<string> {
  const { question, context, fence, of } = inquiry;
  const notes: string[] = [];
  for (const [index, part] of parts.entries()) {
    context.emitProgress(`Reads part ${index + 1} of ${parts.length}.`);
    const text = toQuestion(question, fence.block(part));
    const { text: note } = await context.model.ask(`part ${index + 1} ${of}`, {
      task: PART,
      text,
      maxTokens: PART_TOKENS,
    });
    notes.push(`Part ${index + 1}: ${note}`);
  }
  const text = toQuestion(question, fence.block(notes.join('\n\n')));
  return (await context.model.ask(`answer ${of}`, { task: ALL, text, maxTokens: ANSWER_TOKENS })).text;
}

/** The question comes first, so that nothing in the document can claim to be it. */
function toQuestion(question: string, data: string): string {
  return `Question: ${question.replaceAll(/\s+/g, ' ')}\n\n${data}`;
}

function joinPages(pages: readonly string[]): string {
  if (pages.length === 1) return pages[0] ?? '';
  return pages.map((page, index) => `--- Page ${index + 1} ---\n${page}`).join('\n');
}

/** Cuts a text at the ends of lines, where there are any. */
function cutIntoParts(text: string, room: number): string[] {
  const parts: string[] = [];
  let from = 0;
  while (text.length - from > room) {
    const line = text.lastIndexOf('\n', from + room);
    const end = line > from + room / 2 ? line : from + room;
    parts.push(text.slice(from, end).toWellFormed());
    from = end - OVERLAP;
  }
  return [...parts, text.slice(from).toWellFormed()];
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 12);
}
