/**
 * Writes a directive that makes the simulated model call a tool. Brackets in the arguments are escapes of JSON, because they would end the
 * directive: so a prompt for a sub-agent may hold directives itself.
 */
export function writeCall(name: string, args: object): string {
  const json = JSON.stringify(args).replaceAll('[', '\\u005b').replaceAll(']', '\\u005d');
  return `[[sim:tool ${name} ${json}]]`;
}
