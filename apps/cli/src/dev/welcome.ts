import { existsSync } from 'node:fs';
import type { StartModels } from '@everruns/control-plane';
import { describeModels } from '../providers/describe-models.ts';

export interface WelcomeFacts {
  uiUrl: string | null;
  httpUrl: string;
  grpcAddr: string;
  database: string;
  dataFolder: string | null;
  runner: string;
  models: StartModels;
  /** Null if this process could not sign in to look for an agent. */
  agent: { id: string; name: string } | null;
  /** The e-mail for the sign-in. Null in AUTH_MODE=none. */
  email: string | null;
}

/** Formats the text that a person sees after a start: the addresses, and a command to copy. */
export function formatWelcome(facts: WelcomeFacts): string {
  const model = describeModels(facts.models).join('\n             ');
  return `
Everruns is running. Ctrl-C stops it.

${facts.uiUrl === null ? '' : `  UI         ${facts.uiUrl}\n`}  API        ${facts.httpUrl}/v1
  Reference  ${facts.httpUrl}/swagger-ui/
  Docs       ${facts.uiUrl ?? facts.httpUrl}/docs
  gRPC       ${facts.grpcAddr} (for workers)
  Turns run  ${facts.runner}
  Database   ${facts.database}${facts.dataFolder === null ? '' : `\n  Data       ${facts.dataFolder}`}
  Model      ${model}
${formatAgent(facts)}`;
}

function formatAgent({ agent, email, httpUrl }: WelcomeFacts): string {
  const key = email === null ? '' : '-H "authorization: $EVERRUNS_API_KEY" ';
  const signIn =
    email === null ? '' : `  Sign in    ${email}; make an API key under Settings and put it into EVERRUNS_API_KEY\n`;
  if (agent === null) return signIn;
  return `  Agent      ${agent.name} (${agent.id})
${signIn}
Talk to it:

${ownCommand()} chat "What time is it in Tokyo?"

The same with curl: this creates a session, sends a message that needs a tool, and streams the answer.

${formatCurl({ httpUrl, agentId: agent.id, key })}
`;
}

/** Returns how this command is called: by its script in a clone, and by its name from the package. */
function ownCommand(): string {
  const isClone = existsSync(new URL('../../../../scripts/boot.js', import.meta.url));
  return isClone ? 'npm run everruns --' : 'npx everruns';
}

/** The commands need only a POSIX shell and curl. */
function formatCurl({ httpUrl, agentId, key }: { httpUrl: string; agentId: string; key: string }): string {
  return `SESSION=$(curl -fsS ${key}${httpUrl}/v1/sessions -H 'content-type: application/json' \\
  -d '{"agent_id":"${agentId}"}' | grep -o '"id":"[^"]*"' | head -n 1 | cut -d '"' -f 4)
curl -fsS ${key}${httpUrl}/v1/sessions/$SESSION/messages -H 'content-type: application/json' \\
  -d '{"message":{"content":[{"type":"text","text":"What time is it in Tokyo?"}]}}' > /dev/null
curl -fsSN ${key}"${httpUrl}/v1/sessions/$SESSION/sse?until=idle"`;
}
