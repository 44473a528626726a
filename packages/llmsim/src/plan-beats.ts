import { omitUndefined } from '@everruns/kernel';
import { Usage, type FinishReason } from '@everruns/schemas';
import type { z } from 'zod';
import type { Beat, FoundPage } from './beat.ts';
import type { SimConversation } from './conversation.ts';
import { estimateUsage } from './estimate-usage.ts';
import type { Pace } from './pace.ts';
import { randomHex, randomWords } from './random.ts';
import type { CitedStep, Reply, SearchStep, Step } from './scenario.ts';
import { toSimError } from './sim-error.ts';

export interface PlanOptions {
  conversation: SimConversation;
  pace: Pace;
  /** The number of the attempt, from 1. */
  attempt: number;
  random: () => number;
}

/** Cuts a reply into beats. The last beat is always terminal, and steps after a terminal one are not planned. */
export function planBeats(reply: Reply, options: PlanOptions): Beat[] {
  const plan = new BeatPlan(options);
  plan.findPages(reply);
  for (const step of reply) {
    plan.add(step);
    if (plan.isOver()) break;
  }
  return plan.finish();
}

type PartialUsage = Extract<Step, { usage: unknown }>['usage'];

class BeatPlan {
  private readonly beats: Beat[] = [];
  private readonly options: PlanOptions;
  private tokensPerSecond: number;
  private parts = 0;
  private calls = 0;
  private searches = 0;
  private pages: FoundPage[] = [];
  /** The length of the newest text part. */
  private partLength = 0;
  private text = '';
  private reasoning = '';
  private chunksUntilBreak: number | null = null;
  private finishReason: FinishReason | undefined;
  private usage: PartialUsage | null = null;
  private over = false;

  constructor(options: PlanOptions) {
    this.options = options;
    this.tokensPerSecond = options.pace.tokensPerSecond;
    if (options.pace.firstTokenMs > 0) this.beats.push({ type: 'wait', ms: options.pace.firstTokenMs });
  }

  isOver(): boolean {
    return this.over;
  }

  /** What the searches of the reply find is what it cites. */
  findPages(reply: Reply): void {
    this.pages = reply.flatMap((step) => (typeof step === 'object' && 'cited' in step ? [toPage(step.cited)] : []));
  }

  add(step: Step): void {
    if (typeof step === 'string') this.addText(step);
    else if ('text' in step) this.addText(step.text);
    else if ('words' in step) this.addText(randomWords(this.options.random, step.words));
    else if ('reasoning' in step) this.addReasoning(step.reasoning);
    else if ('tool_call' in step) this.addToolCall(step.tool_call);
    else if ('web_search' in step) this.addSearch(step.web_search);
    else if ('cited' in step) this.addCited(step.cited);
    else if ('delay_ms' in step) this.beats.push({ type: 'wait', ms: step.delay_ms });
    else if ('tokens_per_second' in step) this.tokensPerSecond = step.tokens_per_second;
    else if ('finish' in step) this.finishReason = step.finish;
    else if ('usage' in step) this.usage = { ...this.usage, ...step.usage };
    else this.addFault(step);
  }

  finish(): Beat[] {
    if (!this.over && this.chunksUntilBreak !== null) this.end({ type: 'break' });
    if (!this.over) {
      const estimate = estimateUsage(this.options.conversation, { text: this.text, reasoning: this.reasoning });
      const reason = this.finishReason ?? (this.calls > 0 ? 'tool_calls' : 'stop');
      const counted = this.searches === 0 ? estimate : { ...estimate, web_searches: this.searches };
      const usage = this.usage === null ? counted : Usage.parse({ ...counted, ...this.usage });
      this.end({ type: 'finish', reason, usage });
    }
    return this.beats;
  }

  private addText(text: string | string[]): void {
    this.parts += 1;
    this.partLength = 0;
    this.addToPart(text);
  }

  private addToPart(text: string | string[]): void {
    for (const delta of splitChunks(text)) {
      this.text += delta;
      this.partLength += delta.length;
      this.addChunk({ type: 'text', part: this.parts - 1, delta });
    }
  }

  private addSearch({ query, error }: z.infer<typeof SearchStep>): void {
    if (error === undefined) this.searches += 1;
    const search_id = `srvtoolu_${randomHex(this.options.random, 24)}`;
    this.addChunk({ type: 'search', search_id, query, pages: this.pages, ...omitUndefined({ error }) });
  }

  private addCited(step: CitedStep): void {
    if (this.parts === 0) this.addText('');
    const start = this.partLength;
    this.addToPart(step.text);
    const place = { part: this.parts - 1, start, end: this.partLength };
    if (!this.over) this.beats.push({ type: 'citation', ...place, page: toPage(step) });
  }

  private addReasoning(text: string | string[]): void {
    for (const delta of splitChunks(text)) {
      this.reasoning += delta;
      this.addChunk({ type: 'reasoning', delta });
    }
  }

  private addToolCall(call: Extract<Step, { tool_call: unknown }>['tool_call']): void {
    const argumentsText = call.arguments_text ?? JSON.stringify(call.arguments);
    const callId = call.id ?? `call_${randomHex(this.options.random, 24)}`;
    this.text += call.name + argumentsText;
    this.addChunk({
      type: 'tool_call',
      ordinal: this.calls,
      call_id: callId,
      name: call.name,
      arguments_text: argumentsText,
    });
    this.calls += 1;
  }

  private addFault(
    step: Extract<Step, { error: unknown } | { break: unknown } | { hang: unknown } | { malformed: unknown }>,
  ): void {
    if ('error' in step) {
      if (this.isDue(step.error.times)) this.end({ type: 'error', error: toSimError(step.error) });
    } else if ('break' in step) {
      if (this.isDue(step.break.times)) this.breakAfter(step.break.after_chunks);
    } else if ('hang' in step) {
      if (this.isDue(step.hang.times)) this.end({ type: 'hang' });
    } else if (this.isDue(step.malformed.times)) {
      this.end({ type: 'malformed' });
    }
  }

  private isDue(times: number | undefined): boolean {
    return times === undefined || this.options.attempt <= times;
  }

  private breakAfter(chunks: number): void {
    if (chunks === 0) this.end({ type: 'break' });
    else this.chunksUntilBreak = chunks;
  }

  private addChunk(beat: Beat): void {
    if (this.over) return;
    if (this.tokensPerSecond > 0) this.beats.push({ type: 'wait', ms: 1_000 / this.tokensPerSecond });
    this.beats.push(beat);
    if (this.chunksUntilBreak === null) return;
    this.chunksUntilBreak -= 1;
    if (this.chunksUntilBreak === 0) this.end({ type: 'break' });
  }

  private end(beat: Beat): void {
    this.beats.push(beat);
    this.over = true;
  }
}

/** Splits text into words with the whitespace after them, and a word of more than 32 characters into pieces. */
function splitChunks(text: string | string[]): string[] {
  return typeof text === 'string' ? (text.match(/\S{1,32}\s?|\s{1,32}/gu) ?? []) : text;
}

function toPage({ url, title, cited_text }: CitedStep): FoundPage {
  return { url, title, cited_text };
}
