const MAX_PATH = 200;

/** `message.content[0].text`; `$` for the whole body. Cut short where a client's own keys make it long. */
export function formatPath(path: readonly PropertyKey[]): string {
  const text = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('');
  return text === '' ? '$' : text.replace(/^\./, '').slice(0, MAX_PATH);
}
