/** Reads the bytes of a file as base64. */
export function readBase64(file: Blob): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const reader = new FileReader();
  reader.addEventListener('load', () => resolve(toText(reader.result).replace(/^[^,]*,/, '')));
  reader.addEventListener('error', () => reject(reader.error ?? new Error('The file cannot be read.')));
  reader.readAsDataURL(file);
  return promise;
}

/** `readAsDataURL` always results in a string. */
function toText(result: FileReader['result']): string {
  return typeof result === 'string' ? result : '';
}
