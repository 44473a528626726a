import { defineTool, type Tool, type ToolContext, type ToolFamily } from '@everruns/core';
import { JsonObject, McpServerId, ToolEffect } from '@everruns/schemas';
import { z } from 'zod';
import { createRefusal } from '../create-refusal.ts';
import { CHECK_ARGUMENTS } from '../openapi/jobs.ts';
import { createFence } from '../web/fence.ts';
import { callWithPerson } from './ask-person.ts';
import { readResult } from './read-result.ts';

/** What the turn's list says of each tool. */
const Targets = z.object({
  tools: z.record(
    z.string(),
    z.object({
      server_id: McpServerId,
      server: z.string(),
      url: z.string(),
      tool: z.string(),
      effect: ToolEffect,
      header_schema: JsonObject.optional(),
      output_schema: JsonObject.optional(),
      is_sign_in: z.literal(true).optional(),
    }),
  ),
});

export function createMcpFamily(): ToolFamily {
  return { capabilityId: 'mcp', create: createServerTool };
}

function createServerTool(name: string): Tool {
  return defineTool({ name, parameters: JsonObject, run: (args, context) => callServer(name, args, context) });
}

async function callServer(name: string, args: JsonObject, context: ToolContext): Promise<JsonObject> {
  const { tools } = Targets.parse(context.config);
  const target = Object.hasOwn(tools, name) ? tools[name] : undefined;
  if (target === undefined) throw createRefusal(`There is no tool "${name}" any more.`);
  if (target.is_sign_in === true) {
    await callWithPerson(context, target.server, () => context.mcp.assertLogin(target));
    return { text: `The person has signed in to ${target.server}. Its tools are there from the next message on.` };
  }
  const { signal } = context;
  const onProgress = (message: string): void => context.emitProgress(message);
  const answer = await callWithPerson(context, target.server, (input) =>
    context.mcp.call(target, args, { signal, onProgress, input }),
  );
  const { result, text, structured, isError } = await readResult(answer, context);
  if (isError) throw createRefusal(`${target.server} answered with an error: ${text}`);
  if (target.output_schema === undefined || structured === null) return result;
  const faults = await findFaults(target.output_schema, structured, context);
  if (faults.length === 0) return result;
  // The call has run, so that its result is worth more than none.
  return {
    ...result,
    warning: createFence(context.toolCallId).inline(
      `The result does not fit the schema of its server: ${faults.join('; ')}`,
    ),
  };
}

/** A schema that cannot be checked in time has no say: it is the server's. */
async function findFaults(schema: JsonObject, value: unknown, context: ToolContext): Promise<readonly string[]> {
  try {
    return await context.runJob(CHECK_ARGUMENTS, { text: JSON.stringify({ schema, value }) });
  } catch (error) {
    context.signal.throwIfAborted();
    return error instanceof Error ? ['it could not be checked'] : [];
  }
}
