import type { Intent } from './intent.ts';

const ADDRESS = /https?:\/\/[^\s"'`<>()]+[^\s"'`<>().,;!?]/gi;
const READ = /\b(?:read|fetch|open|get|visit|summarize|show|what is on|what does)\b/i;
const SEARCH = /\bsearch\s+(?:the\s+)?(?:web|internet)\s+for\s+["“]?([^"”\n.?]+)/i;

/** Recognizes "Read https://example.com" and "Search the web for durable execution". */
export const readWebIntent: Intent = (text) => {
  const query = readSearchQuery(text);
  if (query !== null) return [{ name: 'web_search', arguments: { query } }];
  if (!READ.test(text)) return [];
  return (text.match(ADDRESS) ?? []).map((url) => ({ name: 'web_fetch', arguments: { url } }));
};

/** What a text asks to search the web for, or null. */
export function readSearchQuery(text: string): string | null {
  return SEARCH.exec(text)?.[1]?.trim() || null;
}

/** The text without addresses, whose parts look like files and numbers to the other intents. */
export function withoutAddresses(text: string): string {
  return text.replaceAll(ADDRESS, ' ');
}
