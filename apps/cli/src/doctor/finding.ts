import { messageOf } from '@everruns/kernel';

export interface Finding {
  subject: string;
  /** The problem and its fix, in one sentence. Null if there is no problem. */
  problem: string | null;
  /** The state that was found. Empty if there is a problem. */
  detail: string;
}

export function formatFindings(findings: Finding[]): string {
  return findings
    .map(({ subject, problem, detail }) =>
      problem === null ? `ok     ${subject}: ${detail}` : `WRONG  ${subject}: ${problem}`,
    )
    .join('\n');
}

/** Turns what a check throws into a problem. */
export async function look(subject: string, examineIt: () => Promise<string>): Promise<Finding> {
  try {
    return { subject, problem: null, detail: await examineIt() };
  } catch (error) {
    return { subject, problem: messageOf(error), detail: '' };
  }
}
