import { Counter, type Registry } from 'prom-client';
import { LOGIN_FAILURES, type LoginWatch } from '../kernel/login-watch.ts';

/** Counts logins of subjects at MCP servers. */
export function countLogins(registry: Registry, logins: Pick<LoginWatch, 'observe'>): void {
  const counter = new Counter({
    name: 'everruns_mcp_logins_total',
    help: 'Logins at MCP servers in this process: begun, completed, and failed by the class of the reason. One that a person leaves open is begun and nothing else',
    labelNames: ['outcome', 'reason'],
    registers: [registry],
  });
  for (const outcome of ['started', 'completed']) counter.inc({ outcome, reason: '' }, 0);
  for (const reason of LOGIN_FAILURES) counter.inc({ outcome: 'failed', reason }, 0);
  logins.observe((step) => counter.inc({ outcome: step.outcome, reason: 'reason' in step ? step.reason : '' }));
}
