import type { CallWait, ToolCallState } from '@everruns/sdk';
import { formatDuration, formatTime } from '@/design/format.ts';
import { describeDecision, describeWait } from './describe-wait.ts';
import type { Span } from './list-spans.ts';
import { PanelPart } from './panel-part.tsx';

/** For whom a call waited, or, for a wait of the turn, which calls did: since when, how long, and who decided. */
export function PanelWaits({ span }: { span: Span }) {
  const calls = span.call === null ? span.waiting : [span.call];
  const waits = calls.flatMap((call) => (call.waits ?? []).map((wait) => ({ call, wait })));
  if (waits.length === 0) return null;
  return (
    <PanelPart title="Waits">
      <ul className="space-y-1">
        {waits.map(({ call, wait }) => (
          <li key={`${call.id} ${wait.started_at}`}>{describe(call, wait)}</li>
        ))}
      </ul>
    </PanelPart>
  );
}

/** `delete_file: Waited for an approval since 10:00:05, for 8.5 s: approved by user:ada.` */
function describe({ name, subagent }: ToolCallState, wait: CallWait): string {
  const { kind, started_at, ended_at } = wait;
  const whom = kind === 'subagent' && subagent !== undefined ? ` (${subagent.agent})` : '';
  const passed = ended_at === null ? '' : `, for ${formatDuration(Date.parse(ended_at) - Date.parse(started_at))}`;
  const decision = describeDecision(wait);
  return `${name}: ${describeWait(wait)}${whom} since ${formatTime(started_at)}${passed}${decision === null ? '' : `: ${decision}`}.`;
}
