import { useDraft, type Draft } from '@/data/use-draft.ts';
import type { AgentDraft } from './agent-draft.ts';

/** The form of an agent with its unsaved changes, which this browser keeps under the key. */
export function useAgentDraft(key: string, initial: AgentDraft): Draft<AgentDraft> {
  const draft = useDraft(`everruns.draft.agent.${key}`, initial);
  // A draft of an earlier release may lack fields.
  return { ...draft, value: { ...initial, ...draft.value } };
}
