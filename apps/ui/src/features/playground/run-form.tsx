'use client';
import type { Agent, Capability, McpServer } from '@everruns/sdk';
import { useMutation } from '@tanstack/react-query';
import { ChevronRight, Play } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { everruns } from '@/data/everruns.ts';
import { Button } from '@/design/button.tsx';
import { ErrorNotice, readFieldErrors } from '@/design/error-notice.tsx';
import { readFormErrors } from '@/design/form-errors.ts';
import { SettingsForm } from '@/features/agents';
import { ArgumentsEditor, readSchemaFields, useArguments } from '@/features/approvals';
import type { MadeRun } from './run-list.tsx';
import { sampleOf } from './sample-of.ts';
import type { Tool } from './use-choice.ts';

export interface RunFormProps {
  capability: Capability;
  tool: Tool;
  agent: Agent | undefined;
  /** Of a tool of an MCP server. */
  server: McpServer | undefined;
  onRun: (run: MadeRun) => void;
}

type Config = Parameters<typeof SettingsForm>[0]['value'];

/** The arguments of the call and, without an agent, the settings of the capability. */
export function RunForm({ capability, tool, agent, server, onRun }: RunFormProps) {
  const isForm = readSchemaFields(tool.parameters) !== null;
  const written = useArguments(tool.parameters, isForm ? {} : sampleOf(tool.parameters));
  const [config, setConfig] = useState<Config>({});
  const schema = agent === undefined && server === undefined ? capability.config_schema : undefined;
  const run = useMutation({
    mutationFn: async (args: Record<string, unknown>) =>
      everruns.tools.run(capability.id, tool.name, {
        arguments: args,
        ...(agent !== undefined && { agent_id: agent.id }),
        ...(schema !== undefined && { config }),
        ...(agent === undefined && server !== undefined && { config: { servers: [server.name] } }),
      }),
    onSuccess: ({ session_id }, args) => onRun({ sessionId: session_id, tool: tool.name, args }),
  });
  const errors = readFieldErrors(run.error);
  const { rest } = readFormErrors(run.error, schema === undefined ? [] : ['config']);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (written.value !== null && !run.isPending) run.mutate(written.value);
  };
  return (
    <form onSubmit={onSubmit} className="space-y-4 p-4" autoComplete="off">
      {schema !== undefined && (
        <details className="group" open={needsSettings(schema)}>
          <summary className="flex items-center gap-1.5 text-sm font-medium">
            <ChevronRight aria-hidden className="size-4 text-faint transition-transform group-open:rotate-90" />
            Settings of {capability.name}
          </summary>
          <div className="-ml-7 pt-3">
            <SettingsForm schema={schema} value={config} errors={errorsOfConfig(errors)} onChange={setConfig} />
          </div>
        </details>
      )}
      <ArgumentsEditor written={written} />
      {rest !== null && <ErrorNotice error={rest} />}
      <div className="flex flex-wrap items-center gap-3">
        <Button look="primary" type="submit" disabled={written.value === null || run.isPending}>
          <Play aria-hidden />
          Run
        </Button>
        {tool.effect === 'once' && (
          <p className="text-xs text-muted">It asks first, because it must not be repeated.</p>
        )}
      </div>
    </form>
  );
}

function needsSettings({ required }: Record<string, unknown>): boolean {
  return Array.isArray(required) && required.length > 0;
}

/** What the server said of the settings, by their names. */
function errorsOfConfig(errors: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const own = [...errors].filter(([path]) => path === 'config' || path.startsWith('config.'));
  return new Map(own.map(([path, message]) => [path.slice('config.'.length), message]));
}
