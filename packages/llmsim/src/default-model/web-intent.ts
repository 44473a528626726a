import type { Intent } from './intent.ts';

const ADDRESS = /https?:\/\/[^\s"'`<>()]+[^\s"'`<>().,;!?]/gi;
const READ = /\b(?:read|fetch|open|get|visit|summarize|show|what is on|what does)\b/i;
const SEARCH = /\bsearch\s+(?:the\s+)?(?:web|internet)\s+for\s+["“]?([^"”\n.?]+)/i;

/** Recognizes "Read https://example.com" and "Search the web for durable execution". */
export const readWebIntent: Intent = (text) => {
  const query = SEARCH.exec(text)?.[1]?.trim();
  if (query !== undefined && query !== '') return [{ name: 'web_search', arguments: { query } }];
  if (!READ.test(text)) return [];
  return (text.match(ADDRESS) ?? []).map((url) => ({ name: 'web_fetch', arguments: { url } }));
};

/** The text without addresses, whose parts look like files and numbers to the other intents. */
export function withoutAddresses(text: string): string {
  return text.replaceAll(ADDRESS, ' ');
}
