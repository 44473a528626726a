import type { SimConversation } from '../conversation.ts';
import type { Reply } from '../scenario.ts';
import { readSearchQuery } from './web-intent.ts';

/**
 * Recognizes "Search the web for durable execution" where the provider itself may search. What it finds is made up, and says so. Null: no
 * search.
 */
export function planProviderSearch(text: string, { web_search, tools }: SimConversation): Reply | null {
  const query = readSearchQuery(text);
  if (query === null || web_search === undefined || tools.some(({ name }) => name === 'web_search')) return null;
  const page = (number: number, said: string) => ({
    cited: {
      text: said,
      url: `https://example.com/simulated/${number}?q=${encodeURIComponent(query.slice(0, MAX_QUERY_CHARS).toWellFormed())}`,
      title: `Simulated page ${number} about ${query}`,
      cited_text: `This is page ${number} of a simulated search for ${query}.`,
    },
  });
  return [
    { web_search: { query } },
    `I searched the web for “${query}”. I am a simulated model, so these pages are made up. `,
    page(1, `The first page is about ${query}`),
    page(2, ', and so is the second one.'),
  ];
}

const MAX_QUERY_CHARS = 200;
