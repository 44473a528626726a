/** The definitions of all capabilities, for code that runs none of them. The implementations are in `registry.ts`. */
import type { CapabilityDefinition } from '@everruns/core/catalog';
import { askUser } from './ask-user/definition.ts';
import { code } from './code/definition.ts';
import { currentTime } from './current-time/definition.ts';
import { http } from './http/definition.ts';
import { math } from './math/definition.ts';
import { mcp } from './mcp/definition.ts';
import { openapi } from './openapi/definition.ts';
import { research } from './research/definition.ts';
import { sessionFileSystem } from './session-file-system/definition.ts';
import { shell } from './shell/definition.ts';
import { skills } from './skills/definition.ts';
import { statelessTodoList } from './stateless-todo-list/definition.ts';
import { subagents } from './subagents/definition.ts';
import { weather } from './weather/definition.ts';
import { webSearch } from './web-search/definition.ts';
import { webFetch } from './web-fetch/definition.ts';

export { describeServers, McpConfig } from './mcp/definition.ts';
export { SubagentsConfig, TaskParameters } from './subagents/definition.ts';

const definitions: CapabilityDefinition[] = [
  currentTime,
  askUser,
  subagents,
  sessionFileSystem,
  math,
  statelessTodoList,
  webFetch,
  webSearch,
  http,
  openapi,
  mcp,
  shell,
  code,
  research,
  skills,
  weather,
];

/** Every capability by id, in the order in which users see them. */
export const CAPABILITY_CATALOG: ReadonlyMap<string, CapabilityDefinition> = new Map(
  definitions.map((definition) => [definition.id, definition]),
);
