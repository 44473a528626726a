import { toStorableText } from '@everruns/kernel';
import { LIMITS } from '@everruns/schemas';
import type { ToolExecution } from '../ports/tool-executor.ts';
import { writeWhole } from './write-whole.ts';

/** How many UTF-16 units of a call's output are streamed. What follows is only in the file. */
export const STREAMED_OUTPUT_UNITS = 1024 * 1024;
/** A file's bytes, counted as if every unit needed three. */
const KEPT_OUTPUT_UNITS = Math.floor(LIMITS.fileBytes / 3);

export interface ToolOutput {
  /** Streams a piece of output to the people who watch. */
  emit(chunk: string): void;
  /** Writes an output that was too long to stream to a session file. Returns its path, or null if there is none. */
  keep(): Promise<string | null>;
}

type OutputOf = Pick<ToolExecution, 'call' | 'attempt' | 'events' | 'files'>;

/**
 * The output of one attempt: frames up to `STREAMED_OUTPUT_UNITS`, and the first 3.3 million units in memory, from which a file is
 * written when the frames did not hold everything.
 */
export function createToolOutput({ call, attempt, events, files }: OutputOf): ToolOutput {
  const kept: string[] = [];
  let length = 0;
  return {
    emit(chunk) {
      const text = toStorableText(chunk.slice(0, Math.max(0, KEPT_OUTPUT_UNITS - length)));
      if (text === '') return;
      const delta = text.slice(0, Math.max(0, STREAMED_OUTPUT_UNITS - length)).toWellFormed();
      if (delta !== '') {
        events.emit({ type: 'tool.output.delta', data: { tool_call_id: call.id, attempt, offset: length, delta } });
      }
      kept.push(text);
      length += text.length;
    },
    async keep() {
      if (length <= STREAMED_OUTPUT_UNITS) return null;
      return writeWhole(files, `/.tool-results/${call.id}.output.txt`, kept.join(''));
    },
  };
}
