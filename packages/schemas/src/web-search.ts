import { z } from 'zod';

/** The web search of the model's provider, as an agent allows it. */
export const ProviderSearch = z.object({
  /** How often one answer may search. */
  max_searches: z.int().positive(),
  /** Only pages of these sites and of those below them. */
  sites: z.array(z.string()).min(1).optional(),
});
export type ProviderSearch = z.infer<typeof ProviderSearch>;

/** One thing that the provider did on the web for an answer. */
export const SearchMade = z.object({
  query: z.string().optional(),
  /** The page that was opened. */
  url: z.string().optional(),
  /** Why nothing was found, in the provider's word. */
  error: z.string().optional(),
});
export type SearchMade = z.infer<typeof SearchMade>;
