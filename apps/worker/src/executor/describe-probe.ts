import { ATTEMPT_BUDGET, decideRetry, type ProviderError } from '@everruns/core';
import type { LlmModelCheck } from '@everruns/schemas';
import { toRetryClass } from './atom-failure.ts';

export type ProbeFindings = Pick<LlmModelCheck, 'text' | 'tool_call' | 'picture' | 'streaming' | 'usage_reported'>;

export interface ProbeOutcome {
  findings: ProbeFindings;
  /** The last thing that the provider refused. */
  refusal: ProviderError | null;
  providerName: string;
}

type Described = Omit<LlmModelCheck, 'left_out_parameters' | 'duration_ms'>;

/** What a probe has shown, in words for a person. */
export function describeProbe({ findings, refusal, providerName }: ProbeOutcome): Described {
  const answers = findings.text === 'yes' || findings.tool_call === 'yes';
  const said = refusal?.provider_message;
  const advice = refusal === null ? [] : [adviseOn(refusal, providerName)];
  return {
    ...findings,
    status: answers ? 'ok' : statusOf(refusal),
    detail: (answers ? [...describeFindings(findings), ...advice] : [advice[0] ?? SILENT]).join(' '),
    ...(said === undefined ? {} : { provider_message: said }),
  };
}

const SILENT =
  'The model answered without any text within 64 tokens. A model that thinks at length may do so; try it in a session.';

function statusOf(refusal: ProviderError | null): LlmModelCheck['status'] {
  switch (refusal?.class) {
    case 'auth':
      return 'key_rejected';
    case 'timeout':
    case 'stream_broken':
    case 'unavailable':
    case 'canceled':
      return 'unreachable';
    default:
      return 'failed';
  }
}

function describeFindings({ text, tool_call, picture, streaming, usage_reported }: ProbeFindings): string[] {
  const can = [
    ...(text === 'yes' ? ['answers'] : []),
    ...(tool_call === 'yes' ? ['calls tools'] : []),
    ...(picture === 'yes' ? ['takes pictures'] : []),
  ];
  return [
    `The model ${new Intl.ListFormat('en').format(can)}.`,
    ...(tool_call === 'no' ? ['It did not call the tool that it was told to call.'] : []),
    ...(tool_call === 'refused' ? ['It takes no tools: agents with capabilities need another model.'] : []),
    ...(text === 'no' ? ['It said nothing within 64 tokens.'] : []),
    ...(picture === 'refused' ? ['It refused a picture.'] : []),
    ...(picture === 'no' ? ['It said nothing about a picture.'] : []),
    ...(streaming === 'no' ? ['Its answers come as a whole, not as a stream.'] : []),
    ...(usage_reported === 'no' ? ['It does not say how many tokens it used: its cost cannot be known.'] : []),
  ];
}

/** What to do about a failure: nothing is tried again here. */
function adviseOn(error: ProviderError, providerName: string): string {
  const decision = decideRetry({
    class: toRetryClass(error),
    atom: 'reason',
    failures: ATTEMPT_BUDGET.reason,
    random: 0,
    provider_name: providerName,
    detail: error.message,
  });
  return decision.kind === 'give_up' ? decision.message : `${providerName} cannot be reached at the moment.`;
}
