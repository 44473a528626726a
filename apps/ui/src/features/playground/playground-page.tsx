'use client';
import { FlaskConical } from 'lucide-react';
import { useState } from 'react';
import { useMay } from '@/data/use-me.ts';
import { Badge } from '@/design/badge.tsx';
import { Card, CardHeader } from '@/design/card.tsx';
import { EmptyState } from '@/design/empty-state.tsx';
import { ErrorNotice } from '@/design/error-notice.tsx';
import { Page, Skeleton } from '@/design/page.tsx';
import { ApiCall } from '@/features/shell';
import { RunForm } from './run-form.tsx';
import { RunList, type MadeRun } from './run-list.tsx';
import { ToolPicker } from './tool-picker.tsx';
import { useChoice } from './use-choice.ts';

/** One tool with arguments that a person writes, and the calls of this visit. */
export function PlaygroundPage() {
  const choice = useChoice();
  const mayWrite = useMay('write');
  const [runs, setRuns] = useState<readonly MadeRun[]>([]);
  const { capability, tool, agent, server, tools, error } = choice;
  const path = `/v1/tools/${capability?.id ?? 'math'}/${tool?.name ?? 'add'}/run`;
  return (
    <Page
      title="Playground"
      hint="Runs one call of a tool as agents do, in a session that no list shows and that is erased after a day."
      actions={
        <ApiCall
          method="POST"
          path={path}
          body={{ arguments: {} }}
          sdk={`await everruns.tools.run('${capability?.id ?? 'math'}', '${tool?.name ?? 'add'}', { arguments: {} }).toolResult();`}
        />
      }
    >
      <Card className="p-4">
        <ToolPicker choice={choice} />
      </Card>
      {error != null && <ErrorNotice error={error} />}
      {capability !== undefined && tools === undefined && error == null && <Skeleton rows={2} />}
      {capability !== undefined && tool === undefined && tools !== undefined && (
        <Card>
          <EmptyState icon={FlaskConical} title="No tool to run">
            Its tools come from its settings: choose an agent that has them, or run it with the API.
          </EmptyState>
        </Card>
      )}
      {capability !== undefined && tool !== undefined && (
        <Card>
          <CardHeader
            title={
              <span className="flex flex-wrap items-center gap-2">
                <code className="font-mono">{tool.name}</code>
                <Badge tone="outline">{tool.effect}</Badge>
              </span>
            }
            hint={tool.description}
          />
          {mayWrite ? (
            <RunForm
              key={`${capability.id} ${tool.name} ${agent?.id ?? ''} ${server?.id ?? ''}`}
              capability={capability}
              tool={tool}
              agent={agent}
              server={server}
              onRun={(made) => setRuns((before) => [made, ...before])}
            />
          ) : (
            <p className="p-4 text-sm text-muted">You may read here, and not run tools.</p>
          )}
        </Card>
      )}
      <RunList runs={runs} />
    </Page>
  );
}
