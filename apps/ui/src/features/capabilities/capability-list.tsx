'use client';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@/design/link.tsx';
import { everruns } from '@/data/everruns.ts';
import { Badge } from '@/design/badge.tsx';
import { Card } from '@/design/card.tsx';
import { ErrorNotice } from '@/design/error-notice.tsx';
import { Page, Skeleton } from '@/design/page.tsx';
import { ApiCall } from '@/features/shell';

export function CapabilityList() {
  const capabilities = useQuery({
    queryKey: ['capabilities'],
    queryFn: async ({ signal }) => (await everruns.capabilities.list({ signal }).page()).data,
  });
  return (
    <Page
      title="Capabilities"
      hint="What an agent can be given: a piece of prompt, tools, and their settings."
      actions={<ApiCall path="/v1/capabilities" sdk="const { data } = await everruns.capabilities.list().page();" />}
    >
      {capabilities.isError && <ErrorNotice error={capabilities.error} onRetry={() => void capabilities.refetch()} />}
      {capabilities.isPending && !capabilities.isError && <Skeleton />}
      <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        {capabilities.data?.map(({ id, name, description, status, tool_definitions }) => (
          <li key={id}>
            <Card className="relative h-full space-y-2 p-4 hover:border-line-strong">
              <div className="flex items-center justify-between gap-2">
                <Link
                  href={`/capabilities/${id}`}
                  className="font-medium after:absolute after:inset-0 after:rounded-lg"
                >
                  {name}
                </Link>
                {status === 'coming_soon' ? (
                  <Badge>coming soon</Badge>
                ) : (
                  <Badge tone="outline">
                    {tool_definitions.length} {tool_definitions.length === 1 ? 'tool' : 'tools'}
                  </Badge>
                )}
              </div>
              <p className="text-sm text-muted">{description}</p>
            </Card>
          </li>
        ))}
      </ul>
    </Page>
  );
}
