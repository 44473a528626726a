import type {
  JsonObject,
  RememberMatch,
  RememberScope,
  ToolDefinition,
  ToolPolicy,
  ToolsPolicy,
} from '@everruns/schemas';
import { mostSpecific } from './tool-pattern.ts';

const isStricter = (policy: ToolPolicy): boolean => policy === 'requires_approval';

/** A remembered approval of the call's session, agent or subject. */
export interface StoredRule {
  id: string;
  scope: RememberScope;
  tool: string;
  capability_id: string | null;
  /** See `hashTool`: a changed tool asks anew. */
  schema_hash: string;
  match: RememberMatch;
  /** See `hashArguments`. */
  arguments_hash: string | null;
}

export interface CallPolicyInput {
  definition: Pick<ToolDefinition, 'name' | 'capability_id' | 'policy' | 'effect'>;
  toolsPolicy: ToolsPolicy | undefined;
  /** The taint of the session, or null while it has read nothing foreign. */
  taint: object | null;
  /** The call would read an address that nobody has named. */
  isUnnamed?: boolean;
  /** Null where only the policy is asked for, such as before the call exists. */
  call: { toolHash: string; argumentsHash: string; rules: readonly StoredRule[] } | null;
}

export interface CallPolicy {
  policy: ToolPolicy;
  /** Whether the call waits for somebody before it runs: its client, or a person who has not allowed it by a rule. */
  waits: boolean;
}

/**
 * Decides whether a call runs, asks a person or goes to the client. The agent's policy replaces the tool's. In a tainted session a call
 * that must not be repeated or reads an address that nobody named asks, and rules that were remembered for a whole agent or person and any arguments do not count.
 */
export function decidePolicy({ definition, toolsPolicy, taint, isUnnamed, call }: CallPolicyInput): CallPolicy {
  if (definition.policy === 'client_side') return { policy: 'client_side', waits: true };
  const named = mostSpecific(toolsPolicy ?? {}, definition.name, { pick: (policy) => policy, isStricter });
  const chosen = named ?? definition.policy;
  const asks =
    chosen === 'requires_approval' || (taint !== null && (definition.effect === 'once' || isUnnamed === true));
  if (!asks) return { policy: 'auto', waits: false };
  const isRemembered = call !== null && call.rules.some((rule) => fits(rule, { definition, taint, call }));
  return { policy: 'requires_approval', waits: !isRemembered };
}

function fits(
  rule: StoredRule,
  {
    definition,
    taint,
    call,
  }: Pick<CallPolicyInput, 'definition' | 'taint'> & { call: NonNullable<CallPolicyInput['call']> },
): boolean {
  if (rule.tool !== definition.name || rule.capability_id !== (definition.capability_id ?? null)) return false;
  if (rule.schema_hash !== call.toolHash) return false;
  if (rule.match === 'arguments') return rule.arguments_hash === call.argumentsHash;
  return taint === null || rule.scope === 'session';
}

/** What a rule binds: arguments by their value, whatever the order of their fields. */
export function canonicalJson(value: JsonObject): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([left], [right]) => (left < right ? -1 : 1)))
      : inner,
  );
}
