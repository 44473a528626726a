import type { SimConversation } from '../conversation.ts';
import { unfence } from './unfence.ts';

/** As the product writes it before the content of a file. */
const TITLE = /^\[Attached file ([^\n]*)\]\n?([^]*)$/;
const MAX_QUOTE = 200;

/** Answers a message with files: their names, and how each text begins. A PDF has none where the model gets it as it is. Null: no file. */
export function describeFiles({ messages }: SimConversation): string | null {
  const newest = messages.findLast(({ role }) => role === 'user');
  const parts = newest?.role === 'user' ? newest.content : [];
  const lines = parts.flatMap((part) => {
    const found = TITLE.exec(part.text ?? '');
    if (found === null) return [];
    // What came from a server is fenced.
    const quote = unfence(found[2] ?? '')
      .trim()
      .slice(0, MAX_QUOTE)
      .toWellFormed();
    return [quote === '' ? `- ${found[1]}` : `- ${found[1]}, which begins: ${quote}`];
  });
  return lines.length === 0 ? null : ['I got these files:', ...lines].join('\n');
}
