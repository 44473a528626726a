'use client';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@/design/link.tsx';
import { everruns } from '@/data/everruns.ts';
import { useMay } from '@/data/use-me.ts';
import { buttonClass } from '@/design/button.tsx';
import { ErrorNotice } from '@/design/error-notice.tsx';
import { Page, Skeleton } from '@/design/page.tsx';
import { SessionTable } from '@/features/sessions';
import { ApiCall } from '@/features/shell';
import { AskAgent } from './ask-agent.tsx';
import { CostTable } from './cost-table.tsx';
import { FailureReasons } from './failure-reasons.tsx';
import { PlatformFacts } from './platform-facts.tsx';
import { UsageChart } from './usage-chart.tsx';

/** The first page that a new person sees, with an agent that answers. */
export function Dashboard() {
  const agents = useQuery({
    queryKey: ['agents', 'list', 'dashboard'],
    queryFn: async ({ signal }) => (await everruns.agents.list({ limit: 20 }, { signal }).page()).data,
  });
  const mayWrite = useMay('write');
  return (
    <Page
      title="Dashboard"
      hint="Durable agents: a turn survives whatever dies under it."
      actions={
        <ApiCall
          path="/v1/sessions?limit=10"
          sdk="const { data } = await everruns.sessions.list({ limit: 10 }).page();"
        />
      }
    >
      {agents.isError && <ErrorNotice error={agents.error} onRetry={() => void agents.refetch()} />}
      {agents.isPending && !agents.isError && <Skeleton rows={2} />}
      {mayWrite && agents.data !== undefined && <AskAgent agents={agents.data} />}
      <PlatformFacts />
      <UsageChart />
      <div className="grid gap-6 empty:hidden lg:grid-cols-2">
        <CostTable />
        <FailureReasons />
      </div>
      <section className="space-y-3">
        <div className="flex items-center justify-between">
          <h2 className="font-semibold">Recent sessions</h2>
          <Link href="/sessions" className={buttonClass({ look: 'quiet', size: 'sm' })}>
            All sessions
          </Link>
        </div>
        <SessionTable filter={{}} limit={8} />
      </section>
    </Page>
  );
}
