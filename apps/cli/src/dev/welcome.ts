export interface WelcomeFacts {
  uiUrl: string | null;
  httpUrl: string;
  grpcAddr: string;
  database: string;
  dataFolder: string | null;
  runner: string;
  /** Names of the real providers; empty when the simulated model answers. */
  providers: string[];
  agent: { id: string; name: string };
}

/** What a person reads after a start: what runs where, and a command to copy. */
export function formatWelcome(facts: WelcomeFacts): string {
  const model =
    facts.providers.length > 0
      ? `${facts.providers.join(' and ')}, from your environment`
      : 'simulated; set OPENAI_API_KEY or ANTHROPIC_API_KEY for a real one';
  return `
Everruns is running. Ctrl-C stops it.

${facts.uiUrl === null ? '' : `  UI         ${facts.uiUrl}\n`}  API        ${facts.httpUrl}/v1
  Reference  ${facts.httpUrl}/swagger-ui/
  gRPC       ${facts.grpcAddr} (for workers)
  Turns run  ${facts.runner}
  Database   ${facts.database}${facts.dataFolder === null ? '' : `\n  Data       ${facts.dataFolder}`}
  Model      ${model}
  Agent      ${facts.agent.name} (${facts.agent.id})

Talk to it: this creates a session, sends a message that needs a tool, and streams the answer.

${formatCurl(facts.httpUrl, facts.agent.id)}
`;
}

/** Needs only a POSIX shell and curl. */
export function formatCurl(httpUrl: string, agentId: string): string {
  return `SESSION=$(curl -fsS ${httpUrl}/v1/sessions -H 'content-type: application/json' \\
  -d '{"agent_id":"${agentId}"}' | grep -o '"id":"[^"]*"' | head -n 1 | cut -d '"' -f 4)
curl -fsS ${httpUrl}/v1/sessions/$SESSION/messages -H 'content-type: application/json' \\
  -d '{"message":{"content":[{"type":"text","text":"What time is it in Tokyo?"}]}}' > /dev/null
curl -fsSN "${httpUrl}/v1/sessions/$SESSION/sse?until=idle"`;
}
