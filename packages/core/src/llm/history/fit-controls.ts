import type { ModelControls } from '@everruns/schemas';
import type { LlmRequest, LlmTool } from '../driver.ts';

/**
 * Returns the controls as they fit to the tools that are sent: a chosen tool by its sent name, and nothing about tools if there are
 * none. `sent` are the request's tools in their order.
 */
export function fitControls({ controls, tools }: LlmRequest, sent: readonly LlmTool[]): ModelControls | undefined {
  if (controls === undefined) return undefined;
  const { tool_choice: choice, parallel_tool_calls: parallel, ...others } = controls;
  if (tools.length === 0) return others;
  const index = typeof choice === 'object' ? tools.findIndex(({ name }) => name === choice.name) : -1;
  const fitted = typeof choice === 'object' ? nameOf(sent[index]) : choice;
  return {
    ...others,
    ...(fitted === undefined ? {} : { tool_choice: fitted }),
    ...(parallel === undefined ? {} : { parallel_tool_calls: parallel }),
  };
}

function nameOf(tool: LlmTool | undefined): { name: string } | undefined {
  return tool && { name: tool.name };
}
