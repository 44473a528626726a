import type { Agent } from '@everruns/sdk';
import { Card, CardHeader } from '@/design/card.tsx';
import { JsonBlock } from '@/design/json-block.tsx';

/** The tools that programs execute for the agent. Programs declare them, and the form of the agent leaves them as they are. */
export function ClientToolList({ tools }: { tools: Agent['tools'] }) {
  if (tools.length === 0) return null;
  return (
    <Card className="mt-6">
      <CardHeader
        title="Client tools"
        hint="Programs that use the agent execute these. They are declared over the API and in agent files."
      />
      <ul aria-label="Client tools" className="divide-y divide-line">
        {tools.map(({ name, description, parameters }) => (
          <li key={name}>
            <details className="group">
              <summary className="px-4 py-2.5 -outline-offset-2 hover:bg-sunken">
                <code className="font-mono text-[0.8125rem] font-medium">{name}</code>
                <span className="ml-3 text-sm text-muted">{description}</span>
              </summary>
              <div className="px-4 pb-3">
                <JsonBlock label={`Parameters of ${name}`} value={parameters} />
              </div>
            </details>
          </li>
        ))}
      </ul>
    </Card>
  );
}
