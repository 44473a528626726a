import { LIMITS, utf8Length } from '@everruns/schemas';
import type { JsonObject, JsonValue } from '@everruns/schemas';
import type { ToolExecution } from '../ports/tool-executor.ts';
import { writeWhole } from './write-whole.ts';

/**
 * Returns the result as the model gets it: whole up to `LIMITS.toolResultBytes`, or else its beginning and the path of the
 * session file with all of it. Sizes are UTF-8 bytes of the text that the model would have read.
 */
export async function capResult(
  execution: Pick<ToolExecution, 'call' | 'files'>,
  result: JsonValue,
): Promise<JsonValue> {
  const text = typeof result === 'string' ? result : JSON.stringify(result);
  if (text.length * 3 <= LIMITS.toolResultBytes || utf8Length(text) <= LIMITS.toolResultBytes) return result;
  const extension = typeof result === 'string' ? 'txt' : 'json';
  const path = await writeWhole(execution.files, `/.tool-results/${execution.call.id}.${extension}`, text);
  return toCapped(text, path);
}

function toCapped(text: string, path: string | null): JsonObject {
  const capped = (content: string): JsonObject => ({
    truncated: true,
    bytes_returned: utf8Length(content),
    bytes_total: utf8Length(text),
    ...(path === null ? {} : { path }),
    content,
  });
  // JSON escapes make some text up to six times longer, so the cut is found in steps that never exceed the limit.
  let length = Math.min(text.length, LIMITS.toolResultBytes);
  let over = excessBytes(capped(text.slice(0, length)));
  while (over > 0) {
    length = Math.max(0, length - Math.max(64, Math.floor(over / 6)));
    over = excessBytes(capped(text.slice(0, length)));
  }
  return capped(
    text
      .slice(0, length)
      .toWellFormed()
      .replace(/\uFFFD$/u, ''),
  );
}

function excessBytes(value: JsonObject): number {
  return utf8Length(JSON.stringify(value)) - LIMITS.toolResultBytes;
}
