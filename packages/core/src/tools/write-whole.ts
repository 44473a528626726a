import { isEverrunsError } from '@everruns/schemas';
import type { ToolExecution } from '../ports/tool-executor.ts';

/**
 * Writes what the model does not read in whole to a session file. Returns its path, or null where the file is refused (too large, quota, a
 * directory in its place): then the rest is lost, but the call does not fail.
 */
export async function writeWhole(files: ToolExecution['files'], path: string, content: string): Promise<string | null> {
  try {
    await files.write({ path, content, encoding: 'text' });
    return path;
  } catch (error) {
    const isRefusal = isEverrunsError(error) && (error.code === 'payload_too_large' || error.code === 'conflict');
    if (!isRefusal) throw error;
    return null;
  }
}
