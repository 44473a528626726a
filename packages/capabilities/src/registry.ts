import { createToolRegistry as createRegistry, type Tool, type ToolFamily, type ToolRegistry } from '@everruns/core';
import { createAskUserTools } from './ask-user/tools.ts';
import { createCodeTools } from './code/tools.ts';
import { createCurrentTimeTools } from './current-time/tools.ts';
import { createHttpTools } from './http/tools.ts';
import { createMathTools } from './math/tools.ts';
import { createMcpFamily } from './mcp/tools.ts';
import { createOpenapiFamily } from './openapi/tools.ts';
import { createResearchTools } from './research/tools.ts';
import { createSessionFileSystemTools } from './session-file-system/tools.ts';
import { createShellTools } from './shell/tools.ts';
import { createSkillsTools } from './skills/tools.ts';
import { createStatelessTodoListTools } from './stateless-todo-list/tools.ts';
import { createSubagentsTools } from './subagents/tools.ts';
import { createWeatherTools } from './weather/tools.ts';
import { createWebFetchTools } from './web-fetch/tools.ts';
import { createWebSearchTools } from './web-search/tools.ts';

/** Creates the implementations of every tool that the catalog defines, by the id of its capability. */
export function createCapabilityTools(): ReadonlyMap<string, Tool[]> {
  return new Map([
    ['current_time', createCurrentTimeTools()],
    ['ask_user', createAskUserTools()],
    ['subagents', createSubagentsTools()],
    ['session_file_system', createSessionFileSystemTools()],
    ['math', createMathTools()],
    ['stateless_todo_list', createStatelessTodoListTools()],
    ['web_fetch', createWebFetchTools()],
    ['web_search', createWebSearchTools()],
    ['http', createHttpTools()],
    // Its tools are those of the agent's document, see `createOpenapiFamily`.
    ['openapi', []],
    // Its tools are those that the servers list, see `createMcpFamily`.
    ['mcp', []],
    ['shell', createShellTools()],
    ['code', createCodeTools()],
    ['research', createResearchTools()],
    ['skills', createSkillsTools()],
    ['weather', createWeatherTools()],
  ]);
}

/** Creates the implementations of the capabilities whose tools depend on the agent's settings. */
export function createCapabilityFamilies(): ToolFamily[] {
  return [createOpenapiFamily(), createMcpFamily()];
}

export function createToolRegistry(): ToolRegistry {
  return createRegistry([...createCapabilityTools().values()].flat(), createCapabilityFamilies());
}
