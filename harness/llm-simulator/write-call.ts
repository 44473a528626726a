/**
 * Writes a directive that makes the simulated model call a tool. Brackets in texts of the arguments are escapes of JSON, because they would
 * end the directive: so a prompt for a sub-agent may hold directives itself. A list in a list is for no directive.
 */
export function writeCall(name: string, args: object): string {
  const json = JSON.stringify(args).replaceAll(/"(?:[^"\\]|\\.)*"/g, (text) =>
    text.replaceAll('[', '\\u005b').replaceAll(']', '\\u005d'),
  );
  return `[[sim:tool ${name} ${json}]]`;
}
