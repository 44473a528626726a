const MAX_BYTES = 32 * 1024 * 1024;

/** Returns why a document with this URL is refused, or null. Sources: "PDF support" of Anthropic, "File inputs" of OpenAI. */
export function refuseDocument(url: string): string | null {
  const data = /^data:([^;]*);base64,([A-Za-z0-9+/]+=*)$/s.exec(url);
  if (data === null) return 'The document is not base64.';
  if (data[1] !== 'application/pdf') return `Unsupported document type ${data[1]}: expected application/pdf.`;
  const bytes = Buffer.from(data[2] ?? '', 'base64');
  if (!bytes.subarray(0, 1_024).includes('%PDF-')) return 'The PDF specified was not valid.';
  return bytes.length > MAX_BYTES ? 'The document is too large.' : null;
}
