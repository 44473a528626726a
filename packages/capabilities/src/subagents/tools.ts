import { defineTool, type Tool } from '@everruns/core';
import { TaskParameters } from './definition.ts';

/** The control plane starts sub-agents, and answers their calls. A worker gets one only from a control plane that cannot. */
export function createSubagentsTools(): Tool[] {
  return [
    defineTool({
      name: 'task',
      parameters: TaskParameters,
      run() {
        throw new Error('The control plane of this installation starts no sub-agents. Do the task yourself.');
      },
    }),
  ];
}
