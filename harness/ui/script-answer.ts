/** Scripts the replies of the simulated model, one for each call, for conversations whose newest message contains this text. */
export async function scriptAnswer(simulatorUrl: string, userText: string, replies: unknown[][]): Promise<void> {
  const scenario = { name: userText, match: { user_text: userText }, replies };
  const response = await fetch(`${simulatorUrl}/_sim/scenarios`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(scenario),
  });
  if (!response.ok) throw new Error(`the simulator answered ${response.status}: ${await response.text()}`);
}
