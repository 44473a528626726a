const MAX_PATH = 200;

/**
 * Formats a path as `message.content[0].text`, or `$` for the whole body. A path is cut short if a
 * client's own keys make it long.
 */
export function formatPath(path: readonly PropertyKey[]): string {
  const text = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('');
  return text === '' ? '$' : text.replace(/^\./, '').slice(0, MAX_PATH);
}
