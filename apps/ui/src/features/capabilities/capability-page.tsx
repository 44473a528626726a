'use client';
import type { Capability } from '@everruns/sdk';
import { useQuery } from '@tanstack/react-query';
import { everruns } from '@/data/everruns.ts';
import { Badge } from '@/design/badge.tsx';
import { Card, CardHeader } from '@/design/card.tsx';
import { JsonBlock } from '@/design/json-block.tsx';
import { Link } from '@/design/link.tsx';
import { LazyMarkdown } from '@/design/lazy-markdown.tsx';
import { NotThere } from '@/design/not-there.tsx';
import { Page, Skeleton } from '@/design/page.tsx';
import { useTitle } from '@/design/use-title.ts';
import { ApiCall } from '@/features/shell';

export function CapabilityPage({ id }: { id: string }) {
  const capability = useQuery({
    queryKey: ['capabilities', id],
    queryFn: ({ signal }) => everruns.capabilities.get(id, { signal }),
  });
  if (capability.isError)
    return (
      <Page title="Capability">
        <NotThere
          what="capability"
          listHref="/capabilities"
          error={capability.error}
          onRetry={() => void capability.refetch()}
        />
      </Page>
    );
  if (capability.isPending)
    return (
      <Page title="Capability">
        <Skeleton />
      </Page>
    );
  return <LoadedCapability capability={capability.data} />;
}

function LoadedCapability({ capability }: { capability: Capability }) {
  const { id, name, description, system_prompt, tool_definitions, config_schema } = capability;
  useTitle(name);
  return (
    <Page
      title={name}
      hint={description}
      actions={
        <ApiCall path={`/v1/capabilities/${id}`} sdk={`const capability = await everruns.capabilities.get('${id}');`} />
      }
    >
      {system_prompt !== undefined && (
        <Card>
          <CardHeader title="Prompt" hint="Stands before the agent’s own." />
          <div className="p-4">
            <LazyMarkdown text={system_prompt} />
          </div>
        </Card>
      )}
      <Card>
        <CardHeader title={`Tools (${tool_definitions.length})`} />
        <ul className="divide-y divide-line">
          {tool_definitions.map((tool) => (
            <li key={tool.name}>
              <details className="group">
                <summary className="flex flex-wrap items-center gap-2 px-4 py-3 -outline-offset-2 hover:bg-sunken/60">
                  <span className="font-mono text-[0.8125rem] font-medium">{tool.name}</span>
                  <Badge tone="outline">{tool.effect}</Badge>
                  {tool.policy !== 'auto' && <Badge tone="live">{tool.policy.replace('_', ' ')}</Badge>}
                  <span className="basis-full text-sm text-muted">{tool.description}</span>
                </summary>
                <div className="space-y-2 px-4 pb-4">
                  <JsonBlock label="Parameters" value={tool.parameters} />
                  {tool.opens === undefined && (
                    <Link href={`/playground?capability=${id}&tool=${tool.name}`} className="text-sm hover:underline">
                      Run it in the playground
                    </Link>
                  )}
                </div>
              </details>
            </li>
          ))}
        </ul>
      </Card>
      {config_schema !== undefined && (
        <Card className="p-4">
          <JsonBlock label="Settings (JSON Schema)" value={config_schema} />
        </Card>
      )}
    </Page>
  );
}
