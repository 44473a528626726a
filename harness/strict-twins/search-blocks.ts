import type { JsonObject } from '@everruns/schemas';
import { objectsIn, textIn } from './twin.ts';

const PAGE = 'https://a.example/page';
const SECRET = 'enc:';

/** Sources: platform.claude.com "Web search tool" (results and citations hold encrypted text that goes back unchanged). */
export function refuseSearchBlocks(given: readonly JsonObject[], maySearch: boolean): string | null {
  const content = isPaused(given) ? given.slice(0, -1) : given;
  const searches = content.filter(({ type }) => type === 'server_tool_use');
  const results = content.filter(({ type }) => type === 'web_search_tool_result');
  const cited = content.flatMap(({ citations }) => objectsIn(citations));
  if (searches.length + results.length + cited.length > 0 && !maySearch) return 'web_search: the tool is not offered';
  const ids = searches.map(({ id }) => textIn(id));
  if (ids.some((id) => !id.startsWith('srvtoolu_'))) return 'server_tool_use.id: String should match pattern';
  if (results.map(({ tool_use_id }) => textIn(tool_use_id)).join() !== ids.join())
    return '`web_search` tool use was found without its `web_search_tool_result` block';
  for (const { encrypted_content, url } of results.flatMap((result) => objectsIn(result['content']))) {
    if (encrypted_content !== SECRET + textIn(url)) return 'Invalid `encrypted_content` in `search_result` block';
  }
  const isWrong = ({ encrypted_index, url }: JsonObject): boolean => encrypted_index !== `${SECRET}0:${textIn(url)}`;
  return cited.some(isWrong) ? 'Invalid `encrypted_index` in citation' : null;
}

/** Whether an answer ends with a search that has no result yet: the API goes on with it ("Server tools", `pause_turn`). */
export function isPaused(content: readonly JsonObject[]): boolean {
  return content.at(-1)?.['type'] === 'server_tool_use';
}

/** A search and its result, and what the text behind them cites. */
export function makeSearch(seed: string): { blocks: JsonObject[]; input: JsonObject; citation: JsonObject } {
  const id = `srvtoolu_${seed}`;
  const found = { type: 'web_search_result', url: PAGE, title: 'A page', encrypted_content: SECRET + PAGE };
  return {
    blocks: [
      { type: 'server_tool_use', id, name: 'web_search', input: {} },
      { type: 'web_search_tool_result', tool_use_id: id, content: [{ ...found, page_age: null }] },
    ],
    input: { query: seed },
    citation: {
      type: 'web_search_result_location',
      url: PAGE,
      title: 'A page',
      cited_text: 'So it is.',
      encrypted_index: `${SECRET}0:${PAGE}`,
    },
  };
}
